//! `digilab serve`: serves the page, for a classroom without internet.

mod answer;
mod connection;
mod folder;

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;

use digilab_lab::text::Texts;

use super::args::ServeArguments;
use super::failure::{Failure, Status};
use super::output::out_line;
use connection::Connections;
use folder::PageFolder;

/// Serves the page until Ctrl-C.
pub fn serve(arguments: &ServeArguments, texts: &Texts) -> Result<Status, Failure> {
    let folder = page_folder(arguments.folder.as_deref(), texts)?;
    let listeners = listen(arguments, texts)?;
    let port = listeners.first().and_then(|listener| listener.local_addr().ok()).map_or(0, |at| at.port());
    let (stop, stopped) = channel();
    ctrlc::set_handler(move || {
        // The receiver may be gone.
        let _ = stop.send(());
    })
    .map_err(|error| Failure::usage(texts.get("run-internal", &[("reason", error)])))?;
    let connections = Arc::new(Connections::new(folder));
    for listener in listeners {
        let connections = connections.clone();
        thread::spawn(move || connections.accept(&listener));
    }
    for line in addresses(port, arguments.lan, texts) {
        out_line(&line);
    }
    // Only the handler ends the wait.
    let _ = stopped.recv();
    Ok(Status::Interrupted)
}

/// Returns the folder with the built page: the named one, else the one next to the program, else the one built
/// in the source tree around the program or around the working folder.
fn page_folder(named: Option<&Path>, texts: &Texts) -> Result<PageFolder, Failure> {
    if let Some(named) = named {
        let missing = || Failure::usage(texts.get("serve-no-page-in", &[("path", named.display())]));
        return PageFolder::open(named).ok_or_else(missing);
    }
    let program = std::env::current_exe().ok();
    let beside = program.as_deref().and_then(Path::parent).map(|folder| folder.join("page"));
    let here = std::env::current_dir().ok();
    let around = [program.as_deref(), here.as_deref()].into_iter().flatten().flat_map(Path::ancestors);
    let built =
        around.filter(|folder| folder.join(".trunk.toml").is_file()).map(|folder| folder.join("dist"));
    let mut folders = beside.into_iter().chain(built);
    let found = folders.find_map(|folder| PageFolder::open(&folder));
    found.ok_or_else(|| Failure::usage(texts.plain("serve-no-page")))
}

/// Opens the listening sockets: on all interfaces with `--lan`, else on the loopback interface only.
fn listen(arguments: &ServeArguments, texts: &Texts) -> Result<Vec<TcpListener>, Failure> {
    let wanted = arguments.http_port;
    let address = if arguments.lan { Ipv4Addr::UNSPECIFIED } else { Ipv4Addr::LOCALHOST };
    let listener = TcpListener::bind((address, wanted)).map_err(|error| {
        let id = match error.kind() {
            ErrorKind::AddrInUse => "serve-port-taken",
            ErrorKind::PermissionDenied => "serve-port-denied",
            _ => "serve-port-failed",
        };
        let next = wanted.checked_add(1).unwrap_or(8080).max(1024);
        Failure::usage(texts.get(id, &[("port", wanted.to_string()), ("other", next.to_string())]))
    })?;
    let port = listener.local_addr().map_or(wanted, |at| at.port());
    // A browser may resolve "localhost" to IPv6; not every computer has it.
    let newer = TcpListener::bind((Ipv6Addr::LOCALHOST, port)).ok();
    Ok([Some(listener), newer].into_iter().flatten().collect())
}

/// Returns the lines that tell the page's addresses.
fn addresses(port: u16, is_lan: bool, texts: &Texts) -> Vec<String> {
    let mut lines = vec![texts.plain("serve-here"), format!("  http://localhost:{port}/")];
    if is_lan {
        let found = network_addresses();
        if found.is_empty() {
            lines.push(texts.plain("serve-no-network"));
        } else {
            lines.push(texts.plain("serve-others"));
            lines.extend(
                found.into_iter().map(|address| format!("  http://{}/", SocketAddr::new(address, port))),
            );
            lines.push(texts.plain("serve-others-note"));
        }
    }
    lines.push(texts.plain("serve-end"));
    lines
}

/// Returns this computer's addresses in its networks; only those that people can type.
fn network_addresses() -> Vec<IpAddr> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    let addresses = interfaces.into_iter().filter(|it| !it.is_loopback()).map(|it| it.ip());
    let mut addresses: Vec<IpAddr> = addresses
        .filter(|address| matches!(address, IpAddr::V4(address) if !address.is_link_local()))
        .collect();
    addresses.sort_unstable();
    addresses.dedup();
    addresses
}

/// Makes `folder` a built page with these extra files.
#[cfg(test)]
fn write_page(folder: &Path, files: &[(&str, &[u8])]) {
    for (name, bytes) in [("index.html", b"<!doctype html>".as_slice()), ("sw.js", b"")].iter().chain(files) {
        let path = folder.join(name);
        let made = std::fs::create_dir_all(path.parent().unwrap_or(folder));
        assert!(made.is_ok() && std::fs::write(&path, bytes).is_ok(), "{path:?}");
    }
}

#[cfg(test)]
mod tests {
    use digilab_lab::text::Language;

    use super::*;

    #[test]
    fn the_addresses_are_told_with_what_works_there() {
        let texts = Texts::new(Language::En);
        let alone = addresses(8080, false, &texts);
        assert_eq!(alone.len(), 3);
        assert_eq!(alone[1], "  http://localhost:8080/");
        assert!(alone[2].contains("Ctrl-C"));
        let lan = addresses(8081, true, &texts).join("\n");
        assert!(lan.contains("http://localhost:8081/"));
        let note = texts.plain(if network_addresses().is_empty() {
            "serve-no-network"
        } else {
            "serve-others-note"
        });
        assert!(lan.contains(&note), "{lan}");
    }
}
