//! The names of secrets that the reference lists, each list once.

/// The values that both builds bake in, in the reference's order.
pub const BUILD_ARGUMENTS: [&str; 14] = [
    "GOOGLE_CLIENT_ID",
    "GOOGLE_CLIENT_SECRET",
    "GOOGLE_REDIRECT_URI",
    "NEXT_PUBLIC_BACKEND_URL",
    "NEXTAUTH_URL",
    "NEXTAUTH_URL_INTERNAL",
    "NEXTAUTH_SECRET",
    "NEXT_PUBLIC_FRONTEND_URL",
    "NEXT_PUBLIC_TOKEN_VALUE",
    "NEXT_PUBLIC_CDN_URL",
    "NEXT_PUBLIC_TURN_SERVER_HOST",
    "NEXT_PUBLIC_TURN_SERVER_PORT",
    "NEXT_PUBLIC_TURN_SERVER_USERNAME",
    "NEXT_PUBLIC_TURN_SERVER_CREDENTIAL",
];

/// What a deployment writes that is a secret of its environment: all that a build bakes in but the TURN server's values.
pub const APPLICATION: &[&str] = BUILD_ARGUMENTS.split_at(10).0;

/// The values that the website's builds bake in.
pub const WEBSITE_ARGUMENTS: [&str; 7] = [
    "NEXT_PUBLIC_GOOGLE_CLIENT_ID",
    "NEXT_PUBLIC_BACKEND_URL",
    "NEXT_PUBLIC_NODEJS_SERVER",
    "NEXT_PUBLIC_CLOUDFRONT_URL",
    "NEXT_PUBLIC_IMAGE_ENV",
    "NEXT_PUBLIC_MR_MENTOR_FRONTEND_URL",
    "NEXT_PUBLIC_SHOW_ENROLLMENT_STEP",
];

/// What reaches the development server.
pub const DEVELOPMENT_SERVER: [&str; 4] =
    ["DEVELOPMENT_SERVER_HOST", "DEVELOPMENT_SERVER_USER", "DEVELOPMENT_SSH_KEY", "DEVELOPMENT_SSH_PORT"];

/// What reaches the production server.
pub const PRODUCTION_SERVER: [&str; 4] =
    ["PRODUCTION_SERVER_HOST", "PRODUCTION_SERVER_USER", "PRODUCTION_SSH_KEY", "PRODUCTION_SSH_PORT"];

/// What reads AWS Secrets Manager.
pub const AWS: [&str; 3] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"];
