//! `kill -9` in the middle of a thousand operations: nothing acknowledged is lost, and the server
//! is back in under two seconds (issue text; design.md section 2).
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use lineman_load::{
    Phone, Process, add_user, line_port, log_in, open_store, prepare_group, user_id,
};
use lineman_model::{Clock as _, SystemClock, SystemRandom};
use lineman_ocip::Command;
use lineman_testkit::Database;
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// A thousand operations if nobody killed: subscribers that register, and subscribers that are
/// added.
const ALL: u32 = 1000;
const PHONES: u32 = 400;
const KILL_AT: u32 = 500;
const PROVISIONERS: u32 = 4;
const REGISTERING: u32 = 20;
/// Sessions and phones cannot go on for ever when nobody answers.
const LIMIT: Duration = Duration::from_secs(120);

/// What the clients were told.
#[derive(Default)]
struct Acknowledged {
    users: Vec<u32>,
    contacts: BTreeMap<u32, String>,
}

async fn run(database: Option<String>) {
    let folder = tempfile::tempdir().unwrap();
    let database = database.as_deref();
    let process = Process::start(folder.path(), database).await.unwrap();
    let mut admin = log_in(&process).await.unwrap();
    prepare_group(&mut admin, ALL).await.unwrap();
    for index in 0..PHONES {
        add_user(&mut admin, index).await.unwrap();
    }

    let done = Arc::new(AtomicU32::new(0));
    let half = Arc::new(Notify::new());
    let note = {
        let (done, half) = (Arc::clone(&done), Arc::clone(&half));
        move || {
            if done.fetch_add(1, Ordering::SeqCst) + 1 == KILL_AT {
                half.notify_one();
            }
        }
    };
    let mut clients = JoinSet::new();
    let next = Arc::new(AtomicU32::new(PHONES));
    for _ in 0..PROVISIONERS {
        let mut client = log_in(&process).await.unwrap();
        let (next, note) = (Arc::clone(&next), note.clone());
        clients.spawn(async move {
            let mut told = Acknowledged::default();
            loop {
                let index = next.fetch_add(1, Ordering::SeqCst);
                if index >= ALL || add_user(&mut client, index).await.is_err() {
                    return told;
                }
                told.users.push(index);
                note();
            }
        });
    }
    let sbc = process.address("sip_udp").unwrap();
    let next = Arc::new(AtomicU32::new(0));
    for _ in 0..REGISTERING {
        let (next, note) = (Arc::clone(&next), note.clone());
        clients.spawn(async move {
            let mut told = Acknowledged::default();
            loop {
                let index = next.fetch_add(1, Ordering::SeqCst);
                if index >= PHONES {
                    return told;
                }
                let contact = format!("sip:phone{index}@127.0.0.1:20000");
                let mut phone = Phone::new(index, sbc).await.unwrap();
                if phone.register(&contact).await.is_err() {
                    return told;
                }
                told.contacts.insert(index, contact);
                note();
            }
        });
    }
    tokio::time::timeout(LIMIT, half.notified()).await.unwrap();
    process.kill().await.unwrap();
    let mut told = Acknowledged::default();
    while let Some(client) = clients.join_next().await {
        let Acknowledged { users, contacts } = client.unwrap();
        told.users.extend(users);
        told.contacts.extend(contacts);
    }
    assert!(!told.users.is_empty() && !told.contacts.is_empty());

    let process = Process::start(folder.path(), database).await.unwrap();
    println!(
        "killed after {} operations ({} users, {} phones acknowledged); back in {:?}",
        done.load(Ordering::SeqCst),
        told.users.len(),
        told.contacts.len(),
        process.start_time
    );
    assert!(process.start_time < Duration::from_secs(2), "{:?}", process.start_time);
    let mut admin = log_in(&process).await.unwrap();
    for index in &told.users {
        let get = Command::request("UserGetRequest23V2").with("userId", user_id(*index));
        let answer = admin.call(get).await.unwrap();
        assert_eq!(answer.body().find("linePort").unwrap().text(), line_port(*index));
        let get = Command::request("UserAuthenticationGetRequest").with("userId", user_id(*index));
        assert!(admin.call(get).await.unwrap().text("userName").is_some());
    }
    let store = open_store(folder.path(), database).await.unwrap();
    for (index, contact) in &told.contacts {
        let kept = store.registrations().list(&line_port(*index), SystemClock.now()).await.unwrap();
        assert!(
            kept.iter().any(|registration| registration.contact == *contact),
            "phone {index} was told that {contact} is registered: {kept:?}"
        );
    }
    // And it still works.
    add_user(&mut admin, ALL).await.unwrap();
    let sbc = process.address("sip_udp").unwrap();
    Phone::new(ALL, sbc).await.unwrap().register("sip:late@127.0.0.1:20000").await.unwrap();
    store.close().await;
    process.kill().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost() {
    for database in std::iter::once(Database::Sqlite).chain(Database::postgres()) {
        println!("{database:?}");
        let [address, _] = database.addresses(&SystemRandom);
        run(address).await;
    }
}
