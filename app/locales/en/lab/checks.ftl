# What a report on a step's check says. A report puts them together: “Expected: the display shows HEART between
# 1.0 s and 1.5 s.”

check-expected = Expected: { $what }.
check-happened = What happened: { $what }.

# When and how. What is looked for follows, or comes before.

check-once = { $sight } at some moment
check-once-within = { $sight } at some moment between { $from } and { $to }
check-always = { $sight } all the time
check-always-within = { $sight } all the time between { $from } and { $to }
check-never = it never happens that { $sight }
check-never-within = between { $from } and { $to } it never happens that { $sight }
check-often = it happens { $times } that { $sight }
check-often-within = between { $from } and { $to } it happens { $times } that { $sight }
check-in-order = one after the other: { $sights }
check-in-order-within = one after the other between { $from } and { $to }: { $sights }

# How often.

check-times = { $count ->
    [one] once
   *[other] { $count } times
}
check-times-between = { $min } to { $max } times
check-times-least = { $min ->
    [one] at least once
   *[other] at least { $min } times
}
check-times-most = { $max ->
    [one] at most once
   *[other] at most { $max } times
}
check-times-any = any number of times
check-number = { $number }
check-number-between = { $min } to { $max }
check-number-least = { $min } or more
check-number-most = { $max } or less
check-number-any = anything

# What is looked for: clauses in the middle of a sentence.

check-see-picture = the display shows { $picture }
check-see-dark = the display is dark
check-see-lit = something is lit on the display
check-see-led = the LED at x { $x }, y { $y } has the brightness { $brightness }
check-see-leds-lit = the number of lit LEDs is { $count }
check-see-pin = pin { $pin } is at { $level }
check-see-servo = the servo on pin { $pin } is told the angle { $angle }
check-see-tone = a tone sounds at { $frequency } Hz
check-see-silence = it is quiet
check-see-sound = a tone sounds
check-see-pixel = pixel { $index } on pin { $pin } has red { $red }, green { $green } and blue { $blue }
check-see-pixels-lit = the number of lit pixels on pin { $pin } is { $count }
check-see-line = the console has the line “{ $text }”
check-see-line-with = the console has a line with “{ $text }” in it
check-see-line-number = the console has a line with the number { $number } in it
check-see-any-line = the console has a line
check-see-plot = the curve “{ $name }” gets the value { $value }
check-see-plot-any = a curve gets the value { $value }
check-see-ended = the program is at its end
check-see-running = the program is running

# What has the values that were seen; in front of “was”.

check-of-display = the display
check-of-led = the LED at x { $x }, y { $y }
check-of-leds-lit = the number of lit LEDs
check-of-pin = pin { $pin }
check-of-servo = the servo on pin { $pin }
check-of-sound = the sound
check-of-pixel = pixel { $index } on pin { $pin }
check-of-pixels-lit = the number of lit pixels on pin { $pin }
check-of-program = the program

# The values; behind “was”.

check-is-dark = dark
check-is-picture = { $picture }
check-is-character = “{ $character }”
check-is-number = { $number }
check-is-angle = { $angle }°
check-is-free = without an angle
check-is-tone = { $frequency } Hz
check-is-silent = off
check-is-color = red { $red } green { $green } blue { $blue }
check-is-running = running
check-is-over = at its end

# What happened.

check-same = { $subject } was { $value } all the time
check-same-within = { $subject } was { $value } all the time between { $from } and { $to }
check-changed = { $subject } was { $values }
check-value-from = { $value } from { $at } on
check-more = and { $count } more
check-no-line = nothing came to the console
check-no-line-within = nothing came to the console between { $from } and { $to }
check-lines = the console got { $lines }
check-line-at = “{ $text }” at { $at }
check-no-point = nothing came to the plot
check-no-point-within = nothing came to the plot between { $from } and { $to }
check-points = the plot got { $points }
check-point-at = { $name } = { $value } at { $at }
check-counted = it happened { $times } ({ $moments })
check-moment = { $at }
check-elsewhere = { $happened }; it was so at { $at }, but that is at another time
check-order-none = the first of them is missing: { $missing } ({ $happened })
check-order-until = first { $found }, and then this is missing: { $missing } ({ $happened })
check-order-all = one after the other: { $found }
check-found-at = { $sight } (at { $at })

# What the check did to the board: sentences.

check-did-press = button { $button } was pressed
check-did-release = button { $button } was let go
check-did-tilt = the board was held at x { $x }, y { $y }, z { $z }
check-did-shake = the board was shaken
check-did-temperature = the temperature became { $celsius } °C
check-did-light = the light became { $level }
check-did-sound = the sound became { $level }
check-did-heading = the board was turned to { $degrees }°
check-did-touch = pin { $pin } was touched
check-did-let-go = pin { $pin } was let go
check-did-level = pin { $pin } got the level { $level }
check-did-free = pin { $pin } was left free
check-did-distance = something stood { $centimetres } cm in front of the sensor on pin { $pin }
check-did-type = somebody typed “{ $text }”

# Why a check cannot tell whether a program works, and what to do about it. The first three a pupil can mend,
# the others whoever wrote the lesson pack.

check-trouble-out-of-time = The check took too long.
    .advice = Does your program have a loop without sleep? Put a sleep(20) into it, so that others get a turn too.

check-trouble-too-much = Your program did more than the check can look at ({ $max } changes and lines).
    .advice = Put a sleep into your loop, or print less often.

check-trouble-other-board = Your program asks for another board ({ $given ->
        [microbit] micro:bit
        [arduino] Arduino
        [text] text board
       *[other] { $given }
    }) than this step is for ({ check-board }).
    .advice = Use the board of the step: arduino() or microbit().

check-trouble-pin-unknown = The check names the pin { $pin }, which this board does not have ({ check-board }).
    .advice = Tell your teacher: this is a mistake in the lesson pack (check.toml), not in your program.

check-trouble-not-reckoned = The check cannot be calculated here: { $given }
    .advice = Tell your teacher: this is a mistake in the lesson pack (check.toml), not in your program.

check-trouble-out-of-range = A number of the check is outside its range: { $what } is { $given }, but may be { $min } to { $max }.
    .advice = Tell your teacher: this is a mistake in the lesson pack (check.toml), not in your program.

check-trouble-picture-unknown = The check looks for a picture that does not exist: { $given }
    .advice = Tell your teacher: this is a mistake in the lesson pack (check.toml), not in your program.

check-trouble-lacking = The check needs something that this board does not have ({ check-board }): { $what }
    .advice = Tell your teacher: this is a mistake in the lesson pack (check.toml), not in your program.

check-trouble-input-refused = The board cannot do what the check does to it ({ check-board }): { $what }
    .advice = Tell your teacher: this is a mistake in the lesson pack (check.toml), not in your program.

check-trouble-nothing-to-pick = The check should pick a word for { $name }, but has none.
    .advice = Tell your teacher: this is a mistake in the lesson pack (check.toml), not in your program.

check-trouble-no-time = A time in the check is empty: from { $from } ms to { $to } ms.
    .advice = Tell your teacher: this is a mistake in the lesson pack (check.toml), not in your program.

check-trouble-nothing-to-see = The check does not say what it looks for.
    .advice = Tell your teacher: this is a mistake in the lesson pack (check.toml), not in your program.

# A board's name, in brackets.
check-board = { $board ->
    [microbit] micro:bit
    [microbit-v1] micro:bit V1
    [arduino] Arduino
   *[other] { $board }
}
