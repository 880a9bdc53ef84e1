# Calls to the lab's functions that cannot be done, and limits: one message per `ApiErrorCode`.

fault-out-of-range = { $argument } of “{ $function }” cannot be { $given }.
    .advice = Use a number from { $min } to { $max }.

fault-wrong-type = { $argument } of “{ $function }” cannot be this: { $given }.
    .advice = Give it this: { $expected }.

fault-unknown-choice = “{ $function }” does not know { $given }.
    .advice = Choose one of these: { $allowed }

fault-unknown-image = This is not a picture: { $given }
    .advice = A picture is five rows of five digits from 0 to 9, such as "09090:99999:99999:09990:00900" – or a ready one such as HEART.

fault-unknown-note = This is not a note: { $given }
    .advice = Write a letter, the octave and the length, such as "c4:4" or "f#5:2". "r:4" is a pause.

fault-unknown-pin = { fault-board } has no pin { $given }.
    .advice = Choose one of these: { $allowed }

fault-not-on-this-board = { fault-board } cannot do “{ $function }”.
    .advice = These boards can: { $boards }

fault-text-too-long = The text for “{ $function }” is too long: { $given } characters.
    .advice = Use at most { $max } characters.

fault-text-unsupported = The board cannot show the character { $given }.
    .advice = In “{ $function }”, use letters, digits and ordinary signs such as ! and ?

fault-list-length = The list { $argument } of “{ $function }” has { $given } items.
    .advice = It must have from { $min } to { $max } items.

fault-empty-range = There is nothing between { $low } and { $high } to divide.
    .advice = Give two different numbers, the smaller one first.

fault-not-finite = { $argument } of “{ $function }” is not a number to work with: { $given }.
    .advice = It comes from a calculation without a result, such as 0.0 / 0.0, or from a sensor that measured nothing. Check it first: if x.is_nan() {"{"} … {"}"}

fault-not-json = “{ $given }” is not JSON.
    .advice = JSON looks like this: {"{"}"name": "Aino", "age": 12{"}"} – in a script, write a backtick in front of it and behind it.

fault-not-whole-number = { $hint ->
    [empty] An empty text is not a whole number.
   *[other] “{ $given }” is not a whole number.
}
    .advice = { $hint ->
        [empty] Check first whether there is anything in the text: if answer != "" {"{"} … {"}"}
        [comma] It has decimals, and those have a point: parse_float("{ $wanted }")
        [decimal] It has decimals: use parse_float instead of parse_int.
        [unit] Only the number may be in the text, without its unit: "{ $wanted }"
       *[other] The text may have digits and a minus sign, nothing else. If somebody typed it, ask once more.
    }

fault-not-a-number = { $hint ->
    [empty] An empty text is not a number.
   *[other] “{ $given }” is not a number.
}
    .advice = { $hint ->
        [empty] Check first whether there is anything in the text: if answer != "" {"{"} … {"}"}
        [comma] A number has a point, not a comma: "{ $wanted }". This changes it: answer.replace(",", ".")
        [unit] Only the number may be in the text, without its unit: "{ $wanted }"
       *[other] The text may have digits, a point and a minus sign, nothing else. If somebody typed it, ask once more.
    }

fault-text-against-number = The text "{ $text }" cannot be compared with the number { $number } ({ $operator }).
    .advice = What “ask” gives is a text. Make a number of it first: parse_int(answer)

fault-mixed-kinds = “{ $function }” cannot put these two in order: { $left }, { $right }.
    .advice = Give it values of one kind: only numbers, or only texts.

fault-chained-comparison = True or false cannot be compared with a number ({ $operator }).
    .advice = Two comparisons are joined with &&: 0 < x && x < 10

fault-empty-list = “{ $function }” needs a list with something in it, but this one is empty.
    .advice = Put something in the list first, with push(…), or check it: if !list.is_empty() {"{"} … {"}"}

fault-one-character = “{ $given }” is not one character.
    .advice = Give exactly one, for example "A".

fault-too-deep = Values are inside one another to more than { $max } levels here.
    .advice = Perhaps something holds itself, like a list in that list. Keep the parts side by side in one list instead.

fault-too-many-handlers = The script has more than { $max } tasks waiting (forever, every, on_press, on_gesture).
    .advice = Make each of them only once, outside loops.

fault-row-width = “{ $function }” got { $given } { $given ->
        [one] number
       *[other] numbers
    }, but each row of this table has { $expected }.
    .advice = Give as many numbers every time, and in the same order: here { $expected }.

fault-too-few-rows = “{ $function }” needs { $min } { $min ->
        [one] row
       *[other] rows
    } at least, but the table has { $given }.
    .advice = First collect samples with “add”, and check with print that they are in the table.

fault-table-full = The table is full: it has { $max } rows.
    .advice = Collect more slowly, for example with sleep(100) in the loop, or only while a button is pressed.

fault-too-many-labels = The table has { $max } different labels already.
    .advice = Give all samples of one kind the same label, as "shake". A label must not have a number that changes.

fault-no-label = “{ $function }” needs a label on each sample, but row { $row } has none (the first row is 0).
    .advice = Say with “add” what each sample is: samples.add([x, y, z], "shake");

fault-unknown-column = The table has no column { $given }.
    .advice = Choose one of these: { $allowed }

fault-no-answer = The program asks for an answer, but nobody can type one here.
    .advice = Run it where you can type: in the lab’s window, or in a terminal with the keyboard as input.

fault-unknown-module = There is no module { $given } in this lesson.
    .advice = { $allowed ->
        [none] Remove the line with “import”.
       *[other] These can be imported: { $allowed }
    }

fault-memory-limit = The script has used up its memory ({ $max } MiB).
    .advice = Check that a loop does not keep adding to a text or a list.

fault-script-too-complex = The script has so many names here that reading it would take too long.
    .advice = Put values that belong together into lists or objects, and repeat with loops and functions.

fault-script-too-long = The script is too long: { $given } KiB.
    .advice = It may have { $max } KiB at most. Use loops and functions instead of repeating lines.

fault-no-board = The script asks for a board that is not there: { $given }.
    .advice = { $allowed ->
        [none] Connect the board, or choose a simulated one.
       *[other] Connect it or choose it, or use one that is there: { $allowed }
    }

fault-stopped = The script was stopped.
    .advice = Press run to start it again.

fault-time-over = The time for this run is over.
    .advice = Run it again, or give it more time.

fault-lab-fell = The lab itself stumbled over this program, and has started again.
    .advice = That is the lab’s mistake, not yours. Run the program once more; if it happens again, tell your teacher.

# The board a sentence is about, at its beginning.
fault-board = { $board ->
    [microbit] The micro:bit
    [microbit-v1] The micro:bit V1
    [arduino] The Arduino
    [text] A text board
   *[other] { $board }
}
