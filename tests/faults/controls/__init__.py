"""Stock patterns: what a bot does that takes its libraries as they come. Each must fail where ours must not."""
