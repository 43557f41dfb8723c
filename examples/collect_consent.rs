//! Collects the consent that a digital twin needs: gets a link, prints it, and waits until the subject has decided.
//!
//! ```text
//! HEYGEN_API_KEY=… cargo run --example collect_consent -- group_xyz789
//! ```
//!
//! Without `HEYGEN_API_KEY` it talks to a mock HeyGen in this very process, where consent is granted at the third poll.

use std::{
    env,
    error::Error,
    iter::successors,
    process::ExitCode,
    time::{Duration, Instant},
};

use heygen_api::{
    API_KEY_VARIABLE, AvatarGroupItem, Client,
    mock::{Group, Server},
};
use tokio::time::sleep;

/// From one poll to the next, the pause doubles up to this.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// The link lives for about 24 hours, but nobody watches a terminal for that long.
const PATIENCE: Duration = Duration::from_mins(10);

#[tokio::main]
async fn main() -> ExitCode {
    let group_id = env::args().nth(1).unwrap_or_else(|| "group_xyz789".to_owned());
    match collect_consent(&group_id).await {
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

async fn collect_consent(group_id: &str) -> Result<(), Box<dyn Error>> {
    let (client, mock) = connect(group_id)?;

    let group = client.get_avatar_group(group_id).await?;
    if consent(&group) == Consent::NotRequired {
        println!("{} needs no consent.", group.name);
        return Ok(());
    }

    let link = client.create_avatar_consent(group_id).await?;
    println!("Send this to the person shown in {}: {}", group.name, link.url);

    let begun = Instant::now();
    let mut pause = if mock.is_some() { Duration::from_millis(100) } else { Duration::from_secs(2) };
    while begun.elapsed() < PATIENCE {
        sleep(pause).await;
        pause = LONGEST_PAUSE.min(pause * 2);
        let group = client.get_avatar_group(group_id).await?;
        let status = group.consent_status.as_deref().unwrap_or("null");
        println!("consent_status: {status}");
        match consent(&group) {
            Consent::Granted | Consent::NotRequired => return Ok(()),
            Consent::Refused => return Err(format!("consent was refused: {status}").into()),
            Consent::Open => {}
        }
    }
    Err(format!("no decision within {PATIENCE:?}; the link still works, so ask again later").into())
}

/// A client of HeyGen's, or of a mock that lives as long as the server that is returned with it.
fn connect(group_id: &str) -> Result<(Client, Option<Server>), Box<dyn Error>> {
    if env::var_os(API_KEY_VARIABLE).is_some() {
        return Ok((Client::from_env()?, None));
    }
    println!("{API_KEY_VARIABLE} is not set, so this talks to a mock HeyGen in this process.");
    let server = Server::start()?;
    server.add(Group::new(group_id).grant_after(3));
    Ok((server.client()?, Some(server)))
}

#[derive(PartialEq)]
enum Consent {
    NotRequired,
    Open,
    Granted,
    Refused,
}

/// HeyGen documents `approved`, and its live API says `accepted`. A value that nobody knows leaves the question open.
fn consent(group: &AvatarGroupItem) -> Consent {
    match group.consent_status.as_deref() {
        None => Consent::NotRequired,
        Some("approved" | "accepted") => Consent::Granted,
        Some("rejected" | "declined") => Consent::Refused,
        Some(_) => Consent::Open,
    }
}
