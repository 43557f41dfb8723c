//! Serves a document of the shape that Microsoft.AspNetCore.OpenApi writes.

mod handlers;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    handlers::run("/openapi/v1.yaml", include_str!("document.yaml")).await;
}
