resource "aws_s3_bucket" "recordings" {
  bucket = "callroom-recordings"
}

resource "aws_s3_bucket_versioning" "recordings" {
  bucket = aws_s3_bucket.recordings.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "recordings" {
  bucket = aws_s3_bucket.recordings.id
  rule {
    id     = "old-recordings"
    status = "Enabled"
    filter {}
    expiration {
      days = 365
    }
    noncurrent_version_expiration {
      noncurrent_days = 7
    }
  }
}

resource "aws_s3_bucket" "recordings_copy" {
  provider = aws.singapore
  bucket   = "callroom-recordings-copy"
}

resource "aws_s3_bucket_lifecycle_configuration" "recordings_copy" {
  provider = aws.singapore
  bucket   = aws_s3_bucket.recordings_copy.id
  rule {
    id     = "old-recordings"
    status = "Enabled"
    filter {}
    expiration {
      days = 30
    }
  }
}

resource "aws_s3_bucket_replication_configuration" "recordings" {
  role   = aws_iam_role.replication.arn
  bucket = aws_s3_bucket.recordings.id
  rule {
    id     = "copy"
    status = "Enabled"
    destination {
      bucket = aws_s3_bucket.recordings_copy.arn
    }
  }
}

resource "aws_iam_role" "replication" {
  name = "callroom-replication"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Action = "sts:AssumeRole", Effect = "Allow", Principal = { Service = "s3.amazonaws.com" } }]
  })
}

resource "aws_s3_bucket" "attachments" {
  provider = aws.stockholm
  bucket   = "callroom-attachments"
}

resource "aws_s3_bucket_lifecycle_configuration" "attachments" {
  provider = aws.stockholm
  bucket   = aws_s3_bucket.attachments.id
  rule {
    id     = "old-attachments"
    status = "Enabled"
    filter {}
    expiration {
      days = 365
    }
  }
}
