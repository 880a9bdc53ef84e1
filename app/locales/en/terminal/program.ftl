# The program in the terminal: its help, what is wrong with a command line, and what it reports.

## Help

cli-heading-usage = Usage:
cli-heading-arguments = Arguments
cli-heading-options = Options
cli-heading-commands = Commands

cli-about = DigiLab: write a short program, and a micro:bit or an Arduino does what it says.
cli-usage = digilab [OPTIONS] [PACK|COMMAND]
cli-more = Without a command the window opens; with PACK, it shows that lesson. Where there is no display, the
    first program runs in the terminal. “digilab run --help” tells more about running a program of your own.

cli-run-about = Runs a program on a board, simulated or real
cli-run-usage = digilab run [OPTIONS] SCRIPT
cli-run-more = A program may use both a micro:bit and an Arduino. The port belongs to the board that --board names;
    any other board the program asks for is simulated, and a note says so.

    Exit status: 0 the program came to its end or its time was over, 1 an error in the program,
    2 an error in the command line or a file that cannot be read, 3 an error of the board or its port,
    130 ended with Ctrl-C.

cli-boards-about = Lists the serial ports and what is on them
cli-boards-usage = digilab boards [OPTIONS]
cli-boards-more = Asking takes up to ten seconds for each port. It restarts an Arduino, and a program that runs on a
    micro:bit is stopped and started again.

cli-serve-about = Serves the lab's page to browsers, for example in a classroom without internet
cli-serve-usage = digilab serve [OPTIONS]
cli-serve-more = Without --lan only this computer's browser can open the page. With --lan every computer, tablet
    and phone in the same network can; there the boards are simulated, because browsers let pages
    use real ones only over https or on the computer that serves the page. Ctrl-C ends it.

cli-arg-help = Shows this help
cli-arg-version = Shows the program's version
cli-arg-lang = The language: { $languages }. Without it, the system's
    .value = LANGUAGE
cli-arg-lesson_pack = A lesson pack to open: a folder, a .digilab file, or the id of a built-in one; or an invitation to a workshop
    .value = PACK
cli-arg-script = The file with your program
    .value = SCRIPT
cli-arg-board = The board: microbit, microbit-v1, arduino, text (any board that prints lines) or auto (whatever answers). Without it, microbit
    .value = BOARD
cli-arg-port = Where the board is: sim (simulated in this computer), a serial port such as /dev/ttyACM0 or COM3, or tcp://HOST:PORT. Without it, sim; with --board auto, the first board that answers
    .value = PORT
cli-arg-baud = The speed of a text board, for example 9600. Without it, the board is asked
    .value = NUMBER
cli-arg-time = real: time passes as on the wall. virtual: as fast as the computer can, with simulated boards only; the run then ends after 10 minutes of its own time unless --for says otherwise. Without it, real
    .value = TIME
cli-arg-limit = How long the program may run: 5s, 500ms, 2m
    .value = DURATION
cli-arg-seed = The number that random numbers come from: the same seed gives the same numbers
    .value = NUMBER
cli-arg-input = A file of things done to the simulated board, such as “500ms press A” or “2s pin A0 512”
    .value = FILE
cli-arg-record = Writes the whole run into a file, to run it again without the board
    .value = FILE
cli-arg-replay = Runs a recorded run again, without the board, and reports the first difference
    .value = FILE
cli-arg-trace = Writes what happened, line by line, into a file
    .value = FILE
cli-arg-json = Writes one JSON object per line, for other programs
cli-arg-ask = Asks each port which board and which firmware answers
cli-arg-http_port = The port number at the end of the page's address. Without it, 8080
    .value = NUMBER
cli-arg-lan = Lets other computers in the same network open the page
cli-arg-folder = The folder with the built page. Without it, the folder “page” beside the program, or “dist” in the source tree
    .value = FOLDER

## What is wrong with a command line

usage-script-missing = Which program do you want to run? Write its file after “run”, for example: digilab run blink.rhai
usage-invalid-utf8 = The command line has characters that are not text: write it again, or give the file another name.
usage-command-unknown = There is no command “{ $given }”. Choose “run”, “boards”, “serve”, “lesson” or “usage”; “digilab --help” tells more.
usage-run-forgotten = To run a program write “run” before its name: digilab run { $given }
usage-option-unknown = There is no option “{ $given }”. “digilab --help” and “digilab run --help” list those there are.
usage-option-unknown-meant = There is no option “{ $given }”. Did you mean { $meant }?
usage-too-much = There is one thing too many: “{ $given }”. A file name with spaces goes in quotation marks.
usage-conflict = { $option } and { $other } do not go together: leave one of them out.
usage-twice = { $option } can be given only once: leave one out.
usage-value-missing = Something is missing after { $option }. “digilab run --help” tells what goes there.
usage-value-unwanted = Nothing goes after { $option }: leave it out.
usage-value = “{ $given }” does not fit { $option }. “digilab run --help” tells what goes there.
usage-value-lang = “{ $given }” is not a language of the lab. Choose one of these: { $languages }.
usage-value-board = There is no board “{ $given }”. Choose microbit, microbit-v1, arduino, text or auto.
usage-value-time = “{ $given }” is not a kind of time. Choose real or virtual.
usage-value-for = “{ $given }” is not a duration. Write a number and its unit, at most a day: 5s, 500ms, 2m.
usage-value-seed = “{ $given }” is not a seed. Give a whole number from 0 up.
usage-value-baud = “{ $given }” is not a speed. Give a whole number from 300 to 2000000, for example 9600.
usage-value-port = “{ $given }” is not a port number. Give a whole number from 0 to 65535, for example 8080.
usage-other = The command line cannot be understood. “digilab --help” shows what can be written.
usage-text-needs-port = A text board cannot be simulated: name its port with --port. “digilab boards” lists the ports.
usage-virtual-needs-sim = Virtual time works with simulated boards only: leave out --time virtual, or leave out --port and --board { $board }.

## Files

file-missing = There is no file “{ $path }”. Check the name and the folder.
file-is-folder = “{ $path }” is a folder. Name a file in it.
file-unreadable = “{ $path }” cannot be read. Check that you are allowed to open it.
file-unwritable = “{ $path }” cannot be written. Check that the folder exists and that you are allowed to write there.
file-too-large = “{ $path }” is too large for this. At most { $max } MiB can be read.
file-not-text = “{ $path }” is not a text file. Save the program as plain text (UTF-8) and run again.
file-input-wrong = “{ $path }”, line { $line }: { $problem }
file-transcript-wrong = “{ $path }” is no recorded run that can be run again{ $line ->
    [0] {""}
   *[other] {" "}(line { $line })
}. Make a new one with --record.
file-transcript-newer = “{ $path }” was recorded by a newer DigiLab. Install the newest one to run it again.
file-transcript-older = “{ $path }” was recorded by an older DigiLab, which ran scripts in another way. Run it again with that one, or record it anew.

# What is wrong with a line of an --input file; stands after the file and the line.
input-time = “{ $given }” is not a time. A line begins with one: { $allowed }.
input-word = “{ $given }” is not something that can happen to a board. Write one of these: { $allowed }.
input-missing = Something is missing at the end. Write one of these: { $allowed }.
input-extra = “{ $given }” is too much: leave it out.
input-range = “{ $given }” does not fit. Write a whole number: { $allowed }.
input-button = There is no button “{ $given }”. Write one of these: { $allowed }.
input-pin = There is no pin “{ $given }”. Write one such as { $allowed }.
input-too-long = The file is too long ({ $given } bytes). Shorten it.

## While it runs

run-board-simulated = Note: { device-board } is simulated, because the port belongs to another board.
run-nobody-there = Note: no { $board ->
    [arduino] Arduino
   *[other] micro:bit
} answered, so it is simulated.
run-board-found = { device-board } found on { $port }.
run-remark = Line { $line }: { $sentence }
run-looking = Looking for the board on { $port } …
run-replay-same = The run is the same as the recorded one.
run-replay-differs = After { $seconds } s the run is not the same as the recorded one ({ $what ->
    [console] console
    [bytes] bytes to the board
    [board] board
   *[end] end
}). Recorded: { $expected }. Now: { $found }.
run-replay-nothing = nothing
run-internal = DigiLab itself has failed. Please report it, with your program: { $reason }

## Boards as text

state-tone = tone: { $frequency } Hz
state-pin = pin { $pin }
state-dark = all off
state-pixels = pixel strip on pin { $pin }: { $count } pixels
state-mode-input = input
state-mode-input-pullup = input with pull-up
state-mode-output = output
state-mode-analog = analog
state-mode-pwm = PWM
state-mode-servo = servo
state-mode-touch = touch
state-mode-i2c = I2C
state-mode-pixels = pixel strip
state-mode-tone = tone

## digilab boards

boards-none = No serial port found. Plug in a board with a data cable and try again.
boards-no-usb = serial port
boards-hint = “digilab boards --ask” finds out what runs on them.
boards-asking = Asking { $port } …

## The first program

first-hello = A simulated micro:bit runs the first program. Ctrl-C ends it.
first-hello-for = A simulated micro:bit runs the first program for { $seconds } seconds.
first-next = Your turn: write a program of your own and run it with “digilab run FILE”.

## digilab serve

serve-no-page = The page is not here. Build it with “web/build”, or name its folder with --folder.
serve-no-page-in = There is no built page in “{ $path }”. Name the folder with the page's index.html and sw.js.
serve-port-taken = Another program uses port { $port } already, perhaps another DigiLab. End it, or choose another number: digilab serve --port { $other }
serve-port-denied = This computer does not let you use port { $port }. Choose a larger number: digilab serve --port { $other }
serve-port-failed = Port { $port } cannot be used on this computer. Try another number: digilab serve --port { $other }
serve-here = The lab is open. In this computer's browser, go to:
serve-others = On other computers in the same network, go to:
serve-others-note = Note: on other computers the boards are simulated. Browsers let a page use real boards only over https, or on the computer that serves it.
serve-no-network = This computer is not on a network, so no other computer can open the page.
serve-end = Ctrl-C ends it.
