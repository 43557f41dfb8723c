//! The consent flow, from the first call to the last poll.

use heygen_api::{
    AvatarStatus, Client,
    mock::{API_KEY, Group},
};
use serde_json::json;

use crate::{GROUP, client, create, server};

#[tokio::test]
async fn consent_is_collected_in_five_lines() {
    let server = server();
    let client = Client::builder().base_url(server.base_url()).api_key_auth(API_KEY).build().unwrap();
    let consent = client.create_avatar_consent("group_xyz789").reroute_url("https://example.com/done").await.unwrap();
    assert_eq!(consent.url, "https://consent.example/1");
    assert_eq!(consent.avatar_group.id, "group_xyz789");
    assert_eq!(consent.http_status(), 200);
    assert_eq!(server.requests()[0].json(), Some(json!({ "reroute_url": "https://example.com/done" })));
}

#[tokio::test]
async fn a_group_is_polled_until_consent_is_granted() {
    let server = server();
    server.add(Group::new(GROUP).decide_after(2, "accepted"));
    create(&server).await.unwrap();
    let mut seen = Vec::new();
    for _ in 0..2 {
        seen.push(client(&server).get_avatar_group(GROUP).await.unwrap().into_inner().consent_status);
    }
    assert_eq!(seen, [Some("pending".to_owned()), Some("accepted".to_owned())]);
}

#[tokio::test]
async fn a_photo_avatar_has_no_consent_status() {
    let server = server();
    server.add(Group::photo("photo"));
    let group = client(&server).get_avatar_group("photo").await.unwrap();
    assert_eq!((&group.consent_status, &group.status), (&None, &None));
}

#[tokio::test]
async fn a_status_that_is_not_listed_is_kept() {
    let server = server();
    server.add(Group::new(GROUP).member("status", "archived"));
    let group = client(&server).get_avatar_group(GROUP).await.unwrap();
    let Some(status @ AvatarStatus::Unknown(_)) = &group.status else { panic!("{:?}", group.status) };
    assert_eq!(status.as_str(), "archived");
}

#[tokio::test]
async fn members_that_are_not_declared_are_ignored() {
    let server = server();
    server.add(Group::new(GROUP).member("looks", json!([{ "id": 1 }])));
    assert_eq!(client(&server).get_avatar_group(GROUP).await.unwrap().id, GROUP);
}

#[tokio::test]
async fn created_at_goes_beyond_the_year_2038() {
    let server = server();
    server.add(Group::new(GROUP).member("created_at", 4_102_444_800_i64));
    assert_eq!(create(&server).await.unwrap().avatar_group.created_at, 4_102_444_800);
}

#[tokio::test]
async fn created_at_may_be_an_integral_float() {
    let server = server();
    server.add(Group::new(GROUP).member("created_at", 1_711_929_600.0));
    assert_eq!(create(&server).await.unwrap().avatar_group.created_at, 1_711_929_600);
}
