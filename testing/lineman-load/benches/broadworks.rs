//! What an operation costs, by the number of subscribers in the store, and how many a second there
//! are: `cargo bench -p lineman-load`. Prints the tables of `docs/performance.md`.
//!
//! `LINEMAN_BENCH_SUBSCRIBERS=1000,10000` names other sizes. Nothing here is asserted: a figure of
//! one machine proves nothing on another, the growth from row to row does.

use std::fmt::Write as _;
use std::future::Future;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use lineman_load::{
    DOMAIN, GROUP, OciClient, PASSWORD, PROVIDER, Phone, Process, add_user, line_port, log_in,
    open_store, prepare_group, store_subscriber, user_id,
};
use lineman_ocip::{Command, Element};
use tokio::task::JoinSet;

const SIZES: &str = "100,1000,10000,100000";
/// Times that an operation is measured, one after the other.
const TIMES: u32 = 200;
/// Connections, and time, of the figures per second.
const CONNECTIONS: u32 = 4;
const PERIOD: Duration = Duration::from_secs(4);

fn main() -> Result<()> {
    // `cargo test --benches` asks whether we start; that is all it wants.
    if std::env::args().any(|argument| argument == "--test" || argument == "--list") {
        return Ok(());
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run())
}

async fn run() -> Result<()> {
    let sizes = std::env::var("LINEMAN_BENCH_SUBSCRIBERS").unwrap_or_else(|_| SIZES.to_owned());
    let folder = tempfile::tempdir()?;
    let process = Process::start(folder.path(), None).await?;
    prepare_group(&mut log_in(&process).await?, 999_999).await?;
    process.kill().await?;
    let mut there = 0;
    let mut table = String::new();
    for size in sizes.split(',') {
        let size: u32 = size.trim().parse().context("a number of subscribers")?;
        fill(folder.path(), there, size).await?;
        there = size;
        let process = Process::start(folder.path(), None).await?;
        let costs = costs(&process, size).await?;
        if table.is_empty() {
            let names: Vec<_> = costs.iter().map(|(name, _)| *name).collect();
            writeln!(table, "| subscribers | start | {} |", names.join(" | "))?;
            writeln!(table, "|---:|---:|{}", "---:|".repeat(names.len()))?;
        }
        let cells: Vec<_> = costs.iter().map(|(_, median)| millis(*median)).collect();
        writeln!(table, "| {size} | {} | {} |", millis(process.start_time), cells.join(" | "))?;
        eprintln!("{table}");
        if Some(size) == sizes.rsplit(',').next().and_then(|last| last.trim().parse().ok()) {
            table.push_str(&rates(&process, size).await?);
        }
        process.kill().await?;
    }
    println!("{table}");
    Ok(())
}

/// Puts subscribers into the store, past the server.
async fn fill(folder: &Path, from: u32, to: u32) -> Result<()> {
    let store = open_store(folder, None).await?;
    for index in from..to {
        store_subscriber(&store, index).await?;
    }
    store.close().await;
    Ok(())
}

/// The median cost of each operation.
async fn costs(process: &Process, size: u32) -> Result<Vec<(&'static str, Duration)>> {
    let mut client = log_in(process).await?;
    let http = reqwest::Client::builder().build()?;
    let sbc = process.address("sip_udp")?;
    // Spread over all of them: neighbours would share pages of the database.
    let nth = |turn: u32| (turn.wrapping_mul(7_919)) % size;
    let mut costs = Vec::new();
    let mut times = Vec::new();
    for turn in 0..TIMES {
        times.push(timed(user_get(&mut client, nth(turn))).await?);
    }
    costs.push(("OCI-P UserGet", median(&mut times)));
    for turn in 0..TIMES {
        times.push(timed(search(&mut client, nth(turn))).await?);
    }
    costs.push(("OCI-P search by last name", median(&mut times)));
    for turn in 0..TIMES / 4 {
        let index = 900_000 + turn;
        times.push(timed(add_user(&mut client, index)).await?);
        let delete = Command::request("UserDeleteRequest").with("userId", user_id(index));
        client.call(delete).await?;
        let device = Command::request("GroupAccessDeviceDeleteRequest")
            .with("serviceProviderId", PROVIDER)
            .with("groupId", GROUP)
            .with("deviceName", format!("device{index:06}"));
        client.call(device).await?;
    }
    costs.push(("OCI-P add device, user, credentials", median(&mut times)));
    for turn in 0..TIMES {
        times.push(timed(profile(&http, process, nth(turn))).await?);
    }
    costs.push(("Xsi profile, Basic", median(&mut times)));
    for turn in 0..TIMES / 2 {
        let mut phone = Phone::new(nth(turn), sbc).await?;
        times.push(timed(async move { phone.register("sip:bench@127.0.0.1:20000").await }).await?);
    }
    costs.push(("REGISTER with digest, via SBC", median(&mut times)));
    Ok(costs)
}

/// Operations a second over several connections.
async fn rates(process: &Process, size: u32) -> Result<String> {
    let mut clients = JoinSet::new();
    for connection in 0..CONNECTIONS {
        let mut client = log_in(process).await?;
        clients.spawn(async move {
            let began = now();
            let mut count = 0_u32;
            while began.elapsed() < PERIOD {
                user_get(&mut client, (count * CONNECTIONS + connection) % size).await?;
                count += 1;
            }
            Ok::<_, anyhow::Error>(count)
        });
    }
    let oci = sum(clients).await?;
    let mut clients = JoinSet::new();
    let url = process.url("xsi_actions");
    for connection in 0..CONNECTIONS {
        let (http, url) = (reqwest::Client::builder().build()?, url.clone());
        clients.spawn(async move {
            let began = now();
            let mut count = 0_u32;
            while began.elapsed() < PERIOD {
                profile_at(&http, &url, (count * CONNECTIONS + connection) % size).await?;
                count += 1;
            }
            Ok::<_, anyhow::Error>(count)
        });
    }
    let xsi = sum(clients).await?;
    Ok(format!(
        "\n{CONNECTIONS} connections, {size} subscribers: {oci} OCI-P UserGetRequest23V2 a second, {xsi} Xsi profiles a second.\n"
    ))
}

async fn sum(mut clients: JoinSet<Result<u32>>) -> Result<u64> {
    let mut all = 0_u64;
    while let Some(count) = clients.join_next().await {
        all += u64::from(count??);
    }
    Ok(all / PERIOD.as_secs())
}

async fn user_get(client: &mut OciClient, index: u32) -> Result<()> {
    let get = Command::request("UserGetRequest23V2").with("userId", user_id(index));
    let answer = client.call(get).await?;
    let found = answer.body().find("linePort").context("a line/port")?.text();
    anyhow::ensure!(found == line_port(index), "{found} is another user's");
    Ok(())
}

async fn search(client: &mut OciClient, index: u32) -> Result<()> {
    let criteria = Element::new("searchCriteriaUserLastName")
        .with_child("mode", "Equal To")
        .with_child("value", format!("Last{index:06}"))
        .with_child("isCaseInsensitive", "true");
    let list = Command::request("UserGetListInGroupRequest")
        .with("serviceProviderId", PROVIDER)
        .with("GroupId", GROUP)
        .with_element(criteria);
    let answer = client.call(list).await?;
    let rows = answer.body().find("userTable").context("a table")?.children_named("row").count();
    anyhow::ensure!(rows == 1, "{rows} users of that name");
    Ok(())
}

async fn profile(http: &reqwest::Client, process: &Process, index: u32) -> Result<()> {
    profile_at(http, &process.url("xsi_actions"), index).await
}

async fn profile_at(http: &reqwest::Client, base: &str, index: u32) -> Result<()> {
    let user = format!("user{index:06}@{DOMAIN}");
    let answer = http
        .get(format!("{base}/v2.0/user/{user}/profile"))
        .basic_auth(&user, Some(PASSWORD))
        .send()
        .await?;
    anyhow::ensure!(answer.status() == 200, "the profile is answered by {}", answer.status());
    answer.bytes().await?;
    Ok(())
}

async fn timed(work: impl Future<Output = Result<()>>) -> Result<Duration> {
    let began = now();
    work.await?;
    Ok(began.elapsed())
}

fn median(times: &mut Vec<Duration>) -> Duration {
    times.sort_unstable();
    let middle = times.get(times.len() / 2).copied().unwrap_or_default();
    times.clear();
    middle
}

fn millis(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures the real clock")]
fn now() -> Instant {
    Instant::now()
}
