//! Serves a document like those of Swashbuckle.

mod handlers;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    handlers::run("/swagger/v1/swagger.yaml", include_str!("document.yaml")).await;
}
