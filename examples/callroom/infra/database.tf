resource "aws_db_instance" "main" {
  identifier              = "callroom"
  engine                  = "postgres"
  engine_version          = "16.3"
  instance_class          = "db.t4g.medium"
  allocated_storage       = 100
  storage_encrypted       = true
  username                = "callroom"
  password                = var.database_password
  backup_retention_period = 14
}

resource "aws_db_instance" "reporting" {
  provider            = aws.ireland
  identifier          = "callroom-reporting"
  replicate_source_db = aws_db_instance.main.arn
  instance_class      = "db.t4g.small"
  storage_encrypted   = true
  skip_final_snapshot = true
}

variable "database_password" {
  type      = string
  sensitive = true
}
