//! TCP: every connection is passed on to the target.

use std::sync::Arc;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

use super::shared::{Shared, Way};

pub(super) async fn relay(listener: TcpListener, shared: Arc<Shared>) {
    loop {
        let Ok((client, _)) = listener.accept().await else { return };
        shared.recording().connections += 1;
        tokio::spawn(connection(client, Arc::clone(&shared)));
    }
}

async fn connection(client: TcpStream, shared: Arc<Shared>) {
    if shared.is_cut() {
        return;
    }
    let Some(target) = shared.target() else { return };
    let Ok(server) = TcpStream::connect(target).await else { return };
    let (client_read, client_write) = client.into_split();
    let (server_read, server_write) = server.into_split();
    let out = pump(client_read, server_write, &shared, Way::Out);
    let back = pump(server_read, client_write, &shared, Way::Back);
    tokio::select! {
        _ = async { tokio::join!(out, back) } => {}
        () = shared.until_cut() => {}
    }
}

async fn pump(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, shared: &Shared, way: Way) {
    let mut buffer = vec![0_u8; 16 * 1024];
    let mut waiting = Vec::new();
    loop {
        let count = from.read(&mut buffer).await.unwrap_or(0);
        waiting.extend_from_slice(&buffer[..count]);
        let ended = count == 0;
        let passing = if ended { waiting.len() } else { shared.inspect(&waiting, way) };
        if shared.is_cut() {
            return;
        }
        shared.record(&waiting[..passing], way);
        if to.write_all(&waiting[..passing]).await.is_err() {
            return;
        }
        waiting.drain(..passing);
        if ended {
            // The other side may still have something to say: only this direction ends.
            drop(to.shutdown().await);
            return;
        }
    }
}
