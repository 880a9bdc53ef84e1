# The list of the usage log's fields, for data-protection officers: `digilab usage fields`.

field-title-head = Vad användningsloggen skriver upp
field-intro-head = Den här listan görs av programmets egen källkod: ”digilab usage fields” skriver ut den, och ett test håller den här filen likadan. Inget annat finns i loggen. Händelser raderas efter { $days } dagar, de som finns i stadens lager efter { $sent }, om staden inte har bestämt en annan tid.
field-every-head = På varje rad

field-format = listans version
field-id = händelsens nummer, som räknas ut av de två följande
field-session = gången labbet öppnades, ett slumptal
field-sequence = vilken händelse i sessionen
field-at = när, i UTC
field-actor = slumpat för varje session; med pseudonymer läsårets pseudonym
field-is-pseudonym = om det är en pseudonym
field-school = skolans kod, om den är angiven
field-persons-per-seat = hur många personer som brukar dela på enheten, enligt inställningen
field-edition = programmet eller sidan i webbläsaren
field-version = labbets version
field-active-s = sekunder av aktiv användning hittills
field-family = micro:bit, Arduino eller ett kort som skriver ut
field-is-simulated = om kortet fanns på skärmen
field-duration-ms = hur länge programmet kördes, i millisekunder
field-outcome = hur det slutade: klart, stoppat eller vilket slags fel
field-code = vilket slags problem
field-pack = lektionen, om den hör till labbet; alla andra är ”own”
field-is-ai = om lektionen handlar om AI
field-step = vilket steg
field-workshop = workshoppens kod
field-expected = hur många läraren väntar sig
field-headcount = hur många som deltog, enligt lärarens räkning
field-pilot = pilotens kod
