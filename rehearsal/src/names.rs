//! The names of the application's secrets that the reference lists.

/// What the frontend's builds bake in, in the reference's order.
pub const FRONTEND: [&str; 14] = [
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

/// What a deployment of the frontend writes that is a secret of its environment: all but the TURN server's values.
pub const FRONTEND_ENVIRONMENT: &[&str] = FRONTEND.split_at(10).0;

/// What the website's builds bake in.
pub const WEBSITE: [&str; 7] = [
    "NEXT_PUBLIC_GOOGLE_CLIENT_ID",
    "NEXT_PUBLIC_BACKEND_URL",
    "NEXT_PUBLIC_NODEJS_SERVER",
    "NEXT_PUBLIC_CLOUDFRONT_URL",
    "NEXT_PUBLIC_IMAGE_ENV",
    "NEXT_PUBLIC_MR_MENTOR_FRONTEND_URL",
    "NEXT_PUBLIC_SHOW_ENROLLMENT_STEP",
];
