//! Serves a document like those of Microsoft.AspNetCore.OpenApi.

#[path = "../swashbuckle/handlers.rs"]
mod handlers;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    handlers::run("/openapi/v1.yaml", include_str!("document.yaml")).await;
}
