resource "aws_cloudwatch_log_group" "access" {
  name              = "/callroom/nginx/access"
  retention_in_days = 400
}

resource "aws_cloudwatch_log_group" "application" {
  name              = "/callroom/application"
  retention_in_days = 30
}
