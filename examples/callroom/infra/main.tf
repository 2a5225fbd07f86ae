terraform {
  required_version = ">= 1.7"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.60"
    }
  }
  backend "s3" {
    bucket = "callroom-terraform-state"
    key    = "production"
    region = "eu-central-1"
  }
}

provider "aws" {
  region = "eu-central-1"
}

provider "aws" {
  alias  = "stockholm"
  region = "eu-north-1"
}

provider "aws" {
  alias  = "ireland"
  region = "eu-west-1"
}

provider "aws" {
  alias  = "singapore"
  region = "ap-southeast-1"
}

# CloudFront takes certificates from this region alone.
provider "aws" {
  alias  = "certificates"
  region = "us-east-1"
}

resource "aws_acm_certificate" "site" {
  provider          = aws.certificates
  domain_name       = "www.callroom.example"
  validation_method = "DNS"
}
