// node round_trip.cjs PORT ROUNDS, in a folder with firmata-io and serialport: prints the median in milliseconds
// of writing a pin and reading it back by a pin state query.
const { createRequire } = require("node:module");
const need = createRequire(process.cwd() + "/");
const { SerialPort } = need("serialport");
const Board = need("firmata-io")(SerialPort);
const [port, rounds] = [process.argv[2], Number(process.argv[3])];

const board = new Board(new SerialPort({ path: port, baudRate: 57600 }), { reportVersionTimeout: 0 });
board.on("ready", async () => {
  board.pinMode(13, board.MODES.OUTPUT);
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    board.digitalWrite(13, (round + 1) % 2);
    await new Promise((done) => board.queryPinState(13, done));
    times.push(performance.now() - start);
    if (board.pins[13].state !== (round + 1) % 2) throw new Error("the board does not say what was written");
  }
  times.sort((a, b) => a - b);
  console.log(times[rounds >> 1].toFixed(4));
  process.exit(0);
});
