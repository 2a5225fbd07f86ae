resource "aws_cloudwatch_log_group" "media" {
  name              = "/callroom/media-server/metrics"
  retention_in_days = 731
}
