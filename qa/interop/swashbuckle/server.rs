//! Serves a document of the shape that Swashbuckle writes.

mod handlers;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    handlers::run("/swagger/v1/swagger.yaml", include_str!("document.yaml")).await;
}
