// Emulated boards with real firmware, and the way from the page's navigator.serial (fake_serial.js) to them.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { close, constants, mkdtempSync, open, rmSync, write } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ReadStream } from "node:tty";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { WebSocketServer } from "./modules.mjs";
import { until } from "./wait.mjs";

const scripts = fileURLToPath(new URL("../emulators/", import.meta.url));
let folder;

/** The folder with the built emulators. */
function emulators() {
  folder ??=
    process.env.DIGILAB_EMULATORS || execFileSync(join(scripts, "setup"), ["--folder"], { encoding: "utf8" }).trim();
  return folder;
}

/** A board as a process that speaks on a pty and tells what happens in lines. */
class Board {
  /** What a browser shows of it. */
  id;
  usbVendorId;
  usbProductId;
  granted = false;
  /** Lines the emulator has told. */
  lines = [];

  constructor(id, usbVendorId, usbProductId) {
    Object.assign(this, { id, usbVendorId, usbProductId });
    this.folder = mkdtempSync(join(tmpdir(), "digilab-board-"));
    this.link = join(this.folder, "tty");
  }

  /** The command that starts it: program and arguments. */
  command() {
    throw new Error("each kind of board has its own");
  }

  async start() {
    const [program, ...args] = this.command();
    this.lines = [];
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "ignore"] });
    this.process = child;
    createInterface({ input: child.stdout }).on("line", (line) => this.lines.push(line));
    child.stdin.on("error", () => {});
    await until(() => this.lines.includes("READY"), 30_000, `${this.id} becomes ready`);
  }

  /** Tells the emulator something. */
  tell(line) {
    this.process.stdin.write(`${line}\n`);
  }

  /** Ends it at once, as a pulled cable does. */
  async kill() {
    const child = this.process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  async remove() {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** An Arduino Uno with StandardFirmata in simavr. */
export class Uno extends Board {
  constructor(id = "uno") {
    super(id, 0x2341, 0x0043);
  }

  command() {
    const at = emulators();
    return [join(at, "bin/uno_sim"), "--link", this.link, "--app", join(at, "firmware/StandardFirmata.hex")];
  }

  /** Puts a voltage on an analog input. */
  setAnalog(channel, millivolt) {
    this.tell(`analog ${channel} ${millivolt}`);
  }

  /** The levels a pin has gone to since the board was started, with the board's own times in microseconds. */
  edges(pin) {
    return this.lines
      .map((line) => /^PIN (\d+) ([01]) (\d+)$/.exec(line))
      .filter((found) => found && Number(found[1]) === pin)
      .map((found) => ({ high: found[2] === "1", at_us: Number(found[3]) }));
  }
}

// The matrix is wired as three rows of nine columns; this is the (row, column) of each LED as one sees it. Source: the
// micro:bit V1 schematic, as tests/src/emulator_microbit.rs has it.
const matrix = [
  [[0, 0], [1, 3], [0, 1], [1, 4], [0, 2]],
  [[2, 3], [2, 4], [2, 5], [2, 6], [2, 7]],
  [[1, 1], [0, 8], [1, 2], [2, 8], [1, 0]],
  [[0, 7], [0, 6], [0, 5], [0, 4], [0, 3]],
  [[2, 2], [1, 6], [2, 0], [1, 5], [2, 1]],
];

/** A micro:bit V1 with the official MicroPython in QEMU. */
export class Microbit extends Board {
  constructor(id = "microbit") {
    super(id, 0x0d28, 0x0204);
  }

  command() {
    const at = emulators();
    for (const socket of ["qmp", "qtest", "gdb", "serial"]) rmSync(join(this.folder, socket), { force: true });
    return [
      "python3",
      join(scripts, "microbit_board.py"),
      ...["--qemu", join(at, "bin/qemu-system-arm"), "--firmware", join(at, "firmware/microbit-v1.hex")],
      ...["--folder", this.folder, "--link", this.link],
    ];
  }

  async start() {
    await super.start();
    this.qtest?.destroy();
    this.qtest = connect(join(this.folder, "qtest"));
    this.qtest.on("error", () => {});
    await once(this.qtest, "connect");
    this.answers = createInterface({ input: this.qtest })[Symbol.asyncIterator]();
  }

  async kill() {
    this.qtest?.destroy();
    const child = this.process;
    // Its end closes QEMU too; killed, it would leave it to the system.
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = once(child, "exit");
      child.stdin.end();
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 3000))]);
    }
    await super.kill();
  }

  async register(address) {
    this.qtest.write(`readl 0x${address.toString(16)}\n`);
    const { value } = await this.answers.next();
    const found = /^OK (0x[0-9a-f]+)$/.exec(value ?? "");
    if (!found) throw new Error(`QEMU answered ${value}`);
    return Number(found[1]);
  }

  /** Which LEDs are lit, as the pins drive the matrix: five rows of five letters, `9` for lit and `0` for dark. */
  async lit(looks = 400) {
    const lit = [0, 0, 0];
    for (let look = 0; look < looks; look += 1) {
      const out = await this.register(0x5000_0504);
      const row = [0, 1, 2].find((row) => (out >>> (13 + row)) & 1);
      if (row !== undefined) lit[row] |= ~(out >>> 4) & 0x1ff;
    }
    return matrix.map((leds) => leds.map(([row, column]) => ((lit[row] >> column) & 1 ? "9" : "0")).join(""));
  }
}

/** The boards of one test, and the sockets by which its pages get to them. */
export class Desk {
  boards = new Map();
  /** Boards on the desk that are not plugged in. */
  unplugged = new Set();
  hubs = new Set();
  lines = new Map();
  choice = "first";

  constructor() {
    this.sockets = new WebSocketServer({ noServer: true });
    this.upgrade = (request, socket, head) => {
      const { pathname } = new URL(request.url, "http://localhost");
      this.sockets.handleUpgrade(request, socket, head, (client) => {
        client.on("error", () => {});
        if (pathname === "/__boards/hub") this.#hub(client);
        else this.#port(client, pathname.split("/").pop());
      });
    };
  }

  /** Puts a board on the desk and plugs it in. `granted`: as if the person had chosen it on another day. */
  async plug(board, { granted = false } = {}) {
    board.granted ||= granted;
    if (!board.process || board.process.exitCode !== null || board.process.signalCode !== null) await board.start();
    this.boards.set(board.id, board);
    this.unplugged.delete(board.id);
    this.#tell({ is: "plugged", board: shown(board) });
    return board;
  }

  /** Pulls a board's cable. */
  async unplug(board) {
    this.unplugged.add(board.id);
    await board.kill();
    this.#tell({ is: "unplugged", id: board.id });
    for (const line of this.lines.get(board.id) ?? []) line.close(4001, "unplugged");
  }

  /** What the person picks in the browser's chooser: `first`, a board's id, or `nothing`. */
  choose(choice) {
    this.choice = choice;
    this.#tell({ is: "choice", choice });
  }

  async clear() {
    for (const client of this.sockets.clients) client.terminate();
    this.sockets.close();
    for (const board of this.boards.values()) await board.remove();
  }

  #tell(message) {
    for (const hub of this.hubs) hub.send(JSON.stringify(message));
  }

  #hub(client) {
    this.hubs.add(client);
    client.on("close", () => this.hubs.delete(client));
    client.on("message", (data) => {
      const { is, id } = JSON.parse(data);
      const board = this.boards.get(id);
      if (board) board.granted = is === "grant";
    });
    const boards = [...this.boards.values()].filter((board) => !this.unplugged.has(board.id)).map(shown);
    client.send(JSON.stringify({ is: "boards", boards, choice: this.choice }));
  }

  async #port(client, id) {
    const board = this.boards.get(id);
    if (!board || this.unplugged.has(id) || this.lines.get(id)?.size) {
      client.close(4000, "not to be opened");
      return;
    }
    let fd;
    try {
      fd = await promisify(open)(board.link, constants.O_RDWR | constants.O_NOCTTY);
    } catch {
      client.close(4000, "not to be opened");
      return;
    }
    const reading = new ReadStream(fd);
    const ours = new Set([...(this.lines.get(id) ?? []), client]);
    this.lines.set(id, ours);
    let sending = Promise.resolve();
    client.on("message", (data, isBinary) => {
      // A pty has no modem lines for signals.
      if (!isBinary) return;
      sending = sending
        .then(async () => {
          for (let at = 0; at < data.length; ) {
            at += (await promisify(write)(fd, data, at)).bytesWritten;
          }
        })
        .catch(() => client.close(4001, "unplugged"));
    });
    client.on("close", () => {
      ours.delete(client);
      // libuv reads from a description of its own: the one it was made from is ours to close.
      sending.finally(() => {
        reading.destroy();
        close(fd, () => {});
      });
    });
    reading.on("data", (data) => client.send(data));
    reading.on("error", () => client.close(4001, "unplugged"));
    reading.on("end", () => client.close(4001, "unplugged"));
    client.send("open");
  }
}

function shown({ id, usbVendorId, usbProductId, granted }) {
  return { id, usbVendorId, usbProductId, granted };
}
