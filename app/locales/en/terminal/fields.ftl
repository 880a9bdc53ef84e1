# The list of the usage log's fields, for data-protection officers: `digilab usage fields`.

field-title-head = What the usage log writes down
field-intro-head = This list is made from the program’s own source: `digilab usage fields` prints it, and a test keeps this file the same. There is nothing else in the log. Events are deleted after { $days } days, those that a city’s store has after { $sent }, unless the city has set another time.
field-every-head = On every line

field-format = the version of this list
field-id = the event’s number, reckoned from the two below
field-session = the opening of the lab, a number by chance
field-sequence = which event of the session
field-at = when, in UTC
field-actor = by chance for each session; with pseudonyms on, the school year’s pseudonym
field-is-pseudonym = whether that is a pseudonym
field-school = the school’s code, if one is set
field-persons-per-seat = how many persons usually share the device, as set
field-edition = the program or the page
field-version = the lab’s version
field-active-s = seconds of active use so far
field-family = micro:bit, Arduino, or a board that prints
field-is-simulated = whether the board was on the screen
field-duration-ms = how long the program ran, in milliseconds
field-outcome = how it ended: done, stopped, or the kind of mistake
field-code = the kind of trouble
field-pack = the lesson, if it comes with the lab; any other is “own”
field-is-ai = whether the lesson is about AI
field-step = which step
field-workshop = the workshop’s code
field-expected = how many the teacher expects
field-headcount = how many took part, as the teacher counted
field-pilot = the pilot’s code
