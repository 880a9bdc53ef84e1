# The list of the usage log's fields, for data-protection officers: `digilab usage fields`.

field-title-head = What the usage log records
field-intro-head = This list is made from the program’s own source: `digilab usage fields` prints it, and a test keeps this file the same. There is nothing else in the log. Events are deleted after { $days } days, or after { $sent } days if a city’s store has them, unless the city has set other times.
field-every-head = On every line

field-format = the version of this list
field-id = the event’s number, calculated from the two below
field-session = a random number for each time the lab is opened
field-sequence = the number of the event in its session
field-at = the time, in UTC
field-actor = random for each session; with pseudonyms on, the school year’s pseudonym
field-is-pseudonym = whether the actor is a pseudonym
field-school = the school’s code, if one is set
field-persons-per-seat = how many persons usually share the device, as set
field-edition = the desktop program or the browser page
field-version = the lab’s version
field-active-s = seconds of active use so far
field-family = micro:bit, Arduino, or a board that prints
field-is-simulated = whether the board was simulated
field-duration-ms = how long the program ran, in milliseconds
field-outcome = how it ended: done, stopped, or the kind of mistake
field-code = the kind of problem
field-pack = the lesson, if it comes with the lab; any other is “own”
field-is-ai = whether the lesson is about AI
field-step = the number of the step
field-workshop = the workshop’s code
field-expected = how many participants the teacher expects
field-headcount = how many took part, as the teacher counted
field-pilot = the pilot’s code
