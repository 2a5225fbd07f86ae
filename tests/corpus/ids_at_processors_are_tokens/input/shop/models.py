from django.db import models


class Customer(models.Model):
    email = models.EmailField()
    stripe_customer_id = models.CharField(max_length=64)
