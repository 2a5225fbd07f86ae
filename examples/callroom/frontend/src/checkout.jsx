// The card field comes from Stripe and never touches our server.
import { CardElement, Elements, useElements, useStripe } from "@stripe/react-stripe-js";
import { loadStripe } from "@stripe/stripe-js";
import { createRoot } from "react-dom/client";

const stripePromise = loadStripe("pk_test_example0000000000000000");

function PayButton() {
  const stripe = useStripe();
  const elements = useElements();

  async function pay(event) {
    event.preventDefault();
    const form = document.getElementById("checkout");
    const { paymentMethod, error } = await stripe.createPaymentMethod({
      type: "card",
      card: elements.getElement(CardElement),
      billing_details: { name: form.billing_name.value },
    });
    if (error) return alert(error.message);
    form.payment_method_id.value = paymentMethod.id;
    form.submit();
  }

  return (
    <div className="card-color-light">
      <CardElement options={{ hidePostalCode: true }} />
      <button type="button" onClick={pay}>Pay</button>
    </div>
  );
}

createRoot(document.getElementById("root")).render(
  <Elements stripe={stripePromise}>
    <PayButton />
  </Elements>,
);
