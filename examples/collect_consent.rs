//! Collects the consent that a digital twin needs: gets a link, prints it, and waits until the person shown has decided.
//!
//! ```text
//! HEYGEN_API_KEY=… cargo run --example collect_consent -- group_xyz789
//! ```
//!
//! Without `HEYGEN_API_KEY`, it calls a mock HeyGen in this process, where consent is granted at the third poll.

use std::{env, error::Error, iter::successors, process::ExitCode, time::Duration};

use heygen_api::{
    API_KEY_VARIABLE, Client,
    consent::Consent,
    mock::{Group, Server},
};

#[tokio::main]
async fn main() -> ExitCode {
    let group_id = env::args().nth(1).unwrap_or_else(|| "group_xyz789".to_owned());
    let collected = match connect(&group_id) {
        Ok((client, mock)) => collect_consent(&client, mock.as_ref(), &group_id).await,
        Err(error) => Err(error),
    };
    match collected {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            for cause in successors(error.source(), |&cause| cause.source()) {
                eprintln!("  because: {cause}");
            }
            ExitCode::FAILURE
        }
    }
}

async fn collect_consent(client: &Client, mock: Option<&Server>, group_id: &str) -> Result<(), Box<dyn Error>> {
    let Consent::Pending(pending) = client.collect_consent(group_id).await? else {
        println!("{group_id} needs no consent, or has it already.");
        return Ok(());
    };
    println!("Send this to the person shown in {}: {}", pending.group().name, pending.url());

    let mut changes = match mock {
        // The mock decides at once.
        Some(_) => pending.wait().interval(Duration::from_millis(100), Duration::from_secs(1)).changes(),
        None => pending.changes(),
    };
    while let Some(status) = changes.next().await {
        let status = status?;
        println!("consent_status: {status}");
        if status.is_declined() {
            return Err("the person shown does not consent".into());
        }
    }
    Ok(())
}

/// Returns a client of HeyGen, or of a mock together with its server, which must stay alive.
fn connect(group_id: &str) -> Result<(Client, Option<Server>), Box<dyn Error>> {
    if env::var_os(API_KEY_VARIABLE).is_some() {
        return Ok((Client::from_env()?, None));
    }
    println!("{API_KEY_VARIABLE} is not set, so this calls a mock HeyGen in this process.");
    let server = mock(group_id)?;
    Ok((server.client()?, Some(server)))
}

/// Starts a mock HeyGen where the group's consent is granted at the third poll.
fn mock(group_id: &str) -> Result<Server, Box<dyn Error>> {
    let server = Server::start()?;
    server.add(Group::new(group_id).grant_after(3));
    Ok(server)
}

/// The test ignores the environment.
#[tokio::test]
async fn it_runs() {
    let server = mock("group_xyz789").unwrap();
    collect_consent(&server.client().unwrap(), Some(&server), "group_xyz789").await.unwrap();
    assert!(server.requests().len() > 3);
}
