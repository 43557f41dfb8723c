use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use super::BoxError;

/// The number of concurrent calls.
pub(crate) const CONCURRENT: usize = 64;

/// Makes `calls` calls, [`CONCURRENT`] at once.
pub(crate) async fn at_once<F>(calls: usize, call: impl Fn() -> F + Clone + Send + 'static) -> Result<(), BoxError>
where
    F: Future<Output = Result<(), BoxError>> + Send + 'static,
{
    let begun = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> = (0..CONCURRENT)
        .map(|_| {
            let (call, begun) = (call.clone(), Arc::clone(&begun));
            tokio::spawn(async move {
                while begun.fetch_add(1, Ordering::Relaxed) < calls {
                    call().await?;
                }
                Ok::<_, BoxError>(())
            })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    Ok(())
}
