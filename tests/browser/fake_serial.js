// navigator.serial as the Web Serial specification and Chromium have it, whose boards are the test's: put into the
// page before anything of the page runs. Everything but the browser's own port code is real then.
//
// Talks to boards.mjs by WebSocket: one to hear which boards are plugged in, and one for each open port.
(() => {
  "use strict";
  const address = (path) => `${location.origin.replace(/^http/, "ws")}/__boards/${path}`;
  const lost = () => new DOMException("The device has been lost.", "NetworkError");

  /** Boards that are plugged in, by id: {id, usbVendorId, usbProductId, granted}. */
  const boards = new Map();
  const ports = new Map();
  let choice = "first";
  const hub = new WebSocket(address("hub"));
  const known = new Promise((resolve) => {
    hub.addEventListener("message", ({ data }) => {
      const message = JSON.parse(data);
      if (message.is === "boards") {
        for (const board of message.boards) boards.set(board.id, board);
        choice = message.choice;
        resolve();
      } else if (message.is === "choice") {
        choice = message.choice;
      } else if (message.is === "plugged") {
        boards.set(message.board.id, message.board);
        if (message.board.granted) tell("connect", portOf(message.board));
      } else if (message.is === "unplugged") {
        boards.delete(message.id);
        const port = ports.get(message.id);
        ports.delete(message.id);
        if (port) {
          port._lose();
          tell("disconnect", port);
        }
      }
    });
  });

  // An event at the port, which goes on up to navigator.serial.
  function tell(name, port) {
    port._connected = name === "connect";
    port.dispatchEvent(new Event(name, { bubbles: true }));
    const above = new Event(name, { bubbles: true });
    Object.defineProperty(above, "target", { value: port });
    serial.dispatchEvent(above);
  }

  function portOf(board) {
    if (!ports.has(board.id)) ports.set(board.id, new SerialPort(board));
    return ports.get(board.id);
  }

  function handler(target, name) {
    let current = null;
    Object.defineProperty(target, `on${name}`, {
      get: () => current,
      set(next) {
        if (current) target.removeEventListener(name, current);
        current = typeof next === "function" ? next : null;
        if (current) target.addEventListener(name, current);
      },
    });
  }

  class SerialPort extends EventTarget {
    constructor(board) {
      super();
      this._board = board;
      this._connected = true;
      /** closed, opening, opened, closing or forgotten. */
      this._state = "closed";
      this._readable = null;
      this._writable = null;
      this._fatal = { read: false, write: false };
      this._arrived = [];
      handler(this, "connect");
      handler(this, "disconnect");
    }

    get connected() {
      return this._connected;
    }

    getInfo() {
      const { usbVendorId, usbProductId } = this._board;
      return usbVendorId === undefined ? {} : { usbVendorId, usbProductId };
    }

    async open(options) {
      if (this._state === "forgotten") throw new DOMException("The port has been forgotten.", "InvalidStateError");
      if (options?.baudRate === undefined) {
        throw new TypeError("Failed to execute 'open' on 'SerialPort': required member baudRate is undefined.");
      }
      if (this._state !== "closed") throw new DOMException("The port is already open.", "InvalidStateError");
      const { baudRate, dataBits = 8, stopBits = 1, parity = "none", flowControl = "none", bufferSize = 255 } = options;
      if (!(baudRate > 0)) throw new TypeError("Requested baud rate must be greater than zero.");
      if (![7, 8].includes(dataBits)) throw new TypeError("Requested number of data bits must be 7 or 8.");
      if (![1, 2].includes(stopBits)) throw new TypeError("Requested number of stop bits must be 1 or 2.");
      if (!["none", "even", "odd"].includes(parity)) throw new TypeError(`'${parity}' is not a valid parity.`);
      if (!["none", "hardware"].includes(flowControl)) throw new TypeError(`'${flowControl}' is not a valid value.`);
      if (!(bufferSize > 0)) throw new TypeError("Requested buffer size must be greater than zero.");
      if (bufferSize > 16 * 1024 * 1024) throw new TypeError("Requested buffer size is greater than the maximum.");
      this._state = "opening";
      this._bufferSize = bufferSize;
      const failed = () => {
        this._state = "closed";
        return new DOMException("Failed to open serial port.", "NetworkError");
      };
      if (!boards.has(this._board.id)) throw failed();
      const socket = new WebSocket(address(`port/${this._board.id}?baud=${baudRate}`));
      socket.binaryType = "arraybuffer";
      await new Promise((resolve, reject) => {
        socket.onmessage = ({ data }) => (data === "open" ? resolve() : undefined);
        socket.onclose = () => reject(failed());
      });
      socket.onmessage = ({ data }) => {
        if (typeof data === "string") return this._hear(JSON.parse(data));
        this._arrived.push(new Uint8Array(data));
        this._deliver();
      };
      socket.onclose = () => this._lose();
      this._socket = socket;
      this._fatal = { read: false, write: false };
      this._arrived = [];
      this._state = "opened";
    }

    get readable() {
      if (this._readable || this._state !== "opened" || this._fatal.read) return this._readable;
      const port = this;
      this._readable = new ReadableStream(
        {
          type: "bytes",
          start(controller) {
            port._reading = controller;
          },
          pull() {
            port._deliver();
          },
          cancel() {
            port._arrived = [];
            port._reading = port._readable = null;
          },
        },
        { highWaterMark: this._bufferSize },
      );
      return this._readable;
    }

    get writable() {
      if (this._writable || this._state !== "opened" || this._fatal.write) return this._writable;
      const port = this;
      this._writable = new WritableStream(
        {
          start(controller) {
            port._writing = controller;
          },
          async write(chunk) {
            const bytes =
              chunk instanceof ArrayBuffer
                ? new Uint8Array(chunk)
                : ArrayBuffer.isView(chunk)
                  ? new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength)
                  : undefined;
            if (!bytes) throw new TypeError("Failed to write: the chunk is not of type '(ArrayBuffer or ArrayBufferView)'.");
            // As Chromium: shared memory is refused.
            if (bytes.buffer instanceof (globalThis.SharedArrayBuffer ?? class {})) {
              throw new TypeError("The provided ArrayBufferView value must not be shared.");
            }
            if (!port._socket || port._socket.readyState !== WebSocket.OPEN) throw lost();
            port._socket.send(bytes.slice());
            // A wire takes its time: what is written is not all gone at once.
            while (port._socket?.bufferedAmount > 0) await new Promise((resolve) => setTimeout(resolve, 1));
          },
          close() {
            port._writing = port._writable = null;
          },
          abort() {
            port._writing = port._writable = null;
          },
        },
        new ByteLengthQueuingStrategy({ highWaterMark: this._bufferSize }),
      );
      return this._writable;
    }

    async close() {
      if (this._state !== "opened") throw new DOMException("The port is already closed.", "InvalidStateError");
      // Both reject when they are locked, as the specification has it.
      const done = [this._readable?.cancel(), this._writable?.abort()];
      this._state = "closing";
      try {
        await Promise.all(done);
      } catch (error) {
        this._state = "opened";
        throw error;
      }
      await this._hangUp();
      this._state = "closed";
    }

    async forget() {
      if (this._state === "opened") await this._hangUp();
      this._state = "forgotten";
      this._board.granted = false;
      ports.delete(this._board.id);
      hub.send(JSON.stringify({ is: "forget", id: this._board.id }));
    }

    async getSignals() {
      this._needsOpen();
      return { dataCarrierDetect: false, clearToSend: true, ringIndicator: false, dataSetReady: true };
    }

    async setSignals(signals = {}) {
      this._needsOpen();
      const { dataTerminalReady, requestToSend, break: hold } = signals;
      if (dataTerminalReady === undefined && requestToSend === undefined && hold === undefined) {
        throw new TypeError("Signals dictionary must contain at least one member.");
      }
      this._socket.send(JSON.stringify({ dataTerminalReady, requestToSend, break: hold }));
    }

    _needsOpen() {
      if (this._state !== "opened") throw new DOMException("The port is closed.", "InvalidStateError");
    }

    _hear(message) {
      // The receiver's buffer was full, or the line was held: Chromium's errors end the stream, not the port.
      const error = message.error && new DOMException(message.error, message.error);
      if (error && this._reading) {
        const reading = this._reading;
        this._reading = this._readable = null;
        reading.error(error);
      }
    }

    // Gives the reader what has arrived, as much as it has room for.
    _deliver() {
      while (this._reading && this._arrived.length && (this._reading.desiredSize > 0 || this._reading.byobRequest)) {
        const chunk = this._arrived.shift();
        const part = chunk.subarray(0, this._bufferSize);
        if (part.length < chunk.length) this._arrived.unshift(chunk.subarray(part.length));
        this._reading.enqueue(part.slice());
      }
    }

    // The cable was pulled, or the board's end is gone.
    _lose() {
      const socket = this._socket;
      this._socket = null;
      if (socket) {
        socket.onclose = socket.onmessage = null;
        socket.close();
      }
      if (this._state !== "opened") return;
      this._fatal = { read: true, write: true };
      const [reading, writing] = [this._reading, this._writing];
      this._reading = this._writing = this._readable = this._writable = null;
      reading?.error(lost());
      writing?.error(lost());
    }

    async _hangUp() {
      const socket = this._socket;
      this._socket = null;
      if (!socket || socket.readyState === WebSocket.CLOSED) return;
      await new Promise((resolve) => {
        socket.onmessage = null;
        socket.onclose = resolve;
        socket.close();
      });
    }
  }

  class Serial extends EventTarget {
    constructor() {
      super();
      handler(this, "connect");
      handler(this, "disconnect");
    }

    async getPorts() {
      await known;
      return [...boards.values()].filter((board) => board.granted).map(portOf);
    }

    async requestPort(options = {}) {
      // The chooser is opened before anything is waited for: a gesture does not last.
      const isGesture = navigator.userActivation.isActive;
      const filters = options.filters ?? [];
      for (const filter of filters) {
        if (filter.usbVendorId === undefined && filter.bluetoothServiceClassId === undefined) {
          throw new TypeError(
            filter.usbProductId === undefined
              ? "A filter cannot be empty."
              : "A filter containing a usbProductId must also specify a usbVendorId.",
          );
        }
      }
      if (!isGesture) {
        throw new DOMException(
          "Failed to execute 'requestPort' on 'Serial': Must be handling a user gesture to show a permission request.",
          "SecurityError",
        );
      }
      await known;
      const fits = (board) =>
        filters.length === 0 ||
        filters.some(
          ({ usbVendorId, usbProductId }) =>
            usbVendorId === board.usbVendorId && (usbProductId === undefined || usbProductId === board.usbProductId),
        );
      const offered = [...boards.values()].filter(fits);
      const chosen = choice === "first" ? offered[0] : offered.find((board) => board.id === choice);
      if (!chosen) {
        throw new DOMException(
          "Failed to execute 'requestPort' on 'Serial': No port selected by the user.",
          "NotFoundError",
        );
      }
      chosen.granted = true;
      hub.send(JSON.stringify({ is: "grant", id: chosen.id }));
      return portOf(chosen);
    }
  }

  const serial = new Serial();
  Object.defineProperty(Navigator.prototype, "serial", { configurable: true, get: () => serial });
  for (const [name, value] of [["Serial", Serial], ["SerialPort", SerialPort]]) {
    Object.defineProperty(globalThis, name, { configurable: true, writable: true, value });
  }
})();
