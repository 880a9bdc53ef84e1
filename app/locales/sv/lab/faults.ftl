# Anrop av labbets funktioner som inte går, och gränser: ett meddelande per `ApiErrorCode`.

fault-out-of-range = { $argument } i ”{ $function }” kan inte vara { $given }.
    .advice = Använd ett tal från { $min } till { $max }.

fault-wrong-type = { $argument } i ”{ $function }” kan inte vara det här: { $given }.
    .advice = Ge det här: { $expected }.

fault-unknown-choice = ”{ $function }” känner inte till { $given }.
    .advice = Välj något av de här: { $allowed }

fault-unknown-image = Det här är ingen bild: { $given }
    .advice = En bild är fem rader med fem siffror från 0 till 9, till exempel "09090:99999:99999:09990:00900" – eller en färdig som HEART.

fault-unknown-note = Det här är ingen ton: { $given }
    .advice = Skriv en bokstav, oktaven och längden, till exempel "c4:4" eller "f#5:2". "r:4" är en paus.

fault-unknown-pin = { fault-board } har inget stift { $given }.
    .advice = Välj något av de här: { $allowed }

fault-not-on-this-board = { fault-board } kan inte göra ”{ $function }”.
    .advice = De här korten kan det: { $boards }

fault-text-too-long = Texten till ”{ $function }” är för lång: { $given } tecken.
    .advice = Använd högst { $max } tecken.

fault-text-unsupported = Kortet kan inte visa tecknet { $given }.
    .advice = Använd bokstäver, siffror och vanliga tecken som ! och ? i ”{ $function }”.

fault-list-length = Listan { $argument } i ”{ $function }” har längden { $given }.
    .advice = Den ska ha från { $min } till { $max } värden.

fault-empty-range = Det finns inget mellan { $low } och { $high } att dela upp.
    .advice = Ge två olika tal, det mindre först.

fault-not-finite = { $argument } i ”{ $function }” är inget tal att räkna med: { $given }.
    .advice = Ett sådant kommer ur en uträkning utan resultat, som 0.0 / 0.0, eller från en sensor som inte mätte något. Kontrollera först: if x.is_nan() {"{"} … {"}"}

fault-not-json = ”{ $given }” är inte JSON.
    .advice = JSON ser ut så här: {"{"}"namn": "Aino", "ålder": 12{"}"} – skriv det mellan grava accenter (`) i ett program.

fault-not-whole-number = { $hint ->
    [empty] En tom text är inget heltal.
   *[other] ”{ $given }” är inget heltal.
}
    .advice = { $hint ->
        [empty] Kontrollera först om det finns något i texten: if answer != "" {"{"} … {"}"}
        [comma] Det har decimaler, och de skrivs med punkt: parse_float("{ $wanted }")
        [decimal] Det har decimaler: använd parse_float i stället för parse_int.
        [unit] I texten får bara talet stå, utan enhet: "{ $wanted }"
       *[other] I texten får det bara finnas siffror och ett minustecken. Om någon skrev den, fråga en gång till.
    }

fault-not-a-number = { $hint ->
    [empty] En tom text är inget tal.
   *[other] ”{ $given }” är inget tal.
}
    .advice = { $hint ->
        [empty] Kontrollera först om det finns något i texten: if answer != "" {"{"} … {"}"}
        [comma] Ett tal skrivs med punkt, inte med komma: "{ $wanted }". Så här ändrar du det: answer.replace(",", ".")
        [unit] I texten får bara talet stå, utan enhet: "{ $wanted }"
       *[other] I texten får det bara finnas siffror, en punkt och ett minustecken. Om någon skrev den, fråga en gång till.
    }

fault-text-against-number = Texten "{ $text }" kan inte jämföras med talet { $number } ({ $operator }).
    .advice = Det som ”ask” ger är en text. Gör den först till ett tal: parse_int(answer)

fault-mixed-kinds = ”{ $function }” kan inte ordna de här två: { $left }, { $right }.
    .advice = Ge bara värden av ett slag: bara tal, eller bara texter.

fault-chained-comparison = true eller false kan inte jämföras med ett tal ({ $operator }).
    .advice = Två jämförelser kombineras med &&: 0 < x && x < 10

fault-empty-list = ”{ $function }” behöver en lista med något i, men den här är tom.
    .advice = Lägg först något i listan med push(…), eller kontrollera: if !list.is_empty() {"{"} … {"}"}

fault-one-character = ”{ $given }” är inte ett tecken.
    .advice = Ge exakt ett, till exempel "A".

fault-too-deep = Här ligger värden inuti varandra i mer än { $max } nivåer.
    .advice = Kanske innehåller något sig självt, som en lista i samma lista. Håll delarna bredvid varandra i en enda lista.

fault-too-many-handlers = Programmet har fler än { $max } uppgifter som väntar (forever, every, on_press, on_gesture).
    .advice = Skapa var och en bara en gång, utanför slingor.

fault-row-width = ”{ $function }” fick { $given } tal, men varje rad i tabellen har { $expected }.
    .advice = Ge lika många tal varje gång och i samma ordning: här { $expected }.

fault-too-few-rows = ”{ $function }” behöver minst { $min } { $min ->
        [one] rad
       *[other] rader
    }, men tabellen har { $given }.
    .advice = Samla först exempel med ”add”, och se efter med print om de finns i tabellen.

fault-table-full = Tabellen är full: den har { $max } rader.
    .advice = Samla långsammare, till exempel med sleep(100) i slingan, eller bara när en knapp är nedtryckt.

fault-too-many-labels = Tabellen har redan { $max } olika etiketter.
    .advice = Ge alla exempel av samma slag samma etikett, till exempel "shake". I etiketten får inget tal stå som ändras.

fault-no-label = ”{ $function }” behöver en etikett på varje exempel, men rad { $row } har ingen (den första raden är 0).
    .advice = Säg till ”add” vad exemplet föreställer: samples.add([x, y, z], "shake");

fault-unknown-column = Tabellen har ingen kolumn { $given }.
    .advice = Välj någon av dessa: { $allowed }

fault-no-answer = Programmet ber om ett svar, men här kan ingen skriva något.
    .advice = Kör det där man kan skriva: i labbets fönster, eller i en terminal med tangentbordet som inmatning.

fault-unknown-module = Det finns ingen modul { $given } i den här lektionen.
    .advice = { $allowed ->
        [none] Ta bort raden med ”import”.
       *[other] De här kan importeras: { $allowed }
    }

fault-memory-limit = Programmet har använt upp sitt minne ({ $max } MiB).
    .advice = Kontrollera att en slinga inte lägger till i en text eller lista utan slut.

fault-script-too-complex = Programmet har så många namn hit att det skulle ta för lång tid att läsa det.
    .advice = Samla värden som hör ihop i listor eller objekt, och upprepa med slingor och funktioner.

fault-script-too-long = Programmet är för långt: { $given } KiB.
    .advice = Det får vara högst { $max } KiB. Använd slingor och funktioner i stället för att upprepa rader.

fault-no-board = Programmet vill ha ett kort som inte finns: { $given }.
    .advice = { $allowed ->
        [none] Anslut kortet, eller välj ett simulerat.
       *[other] Anslut eller välj det, eller använd ett som finns: { $allowed }
    }

fault-stopped = Programmet stoppades.
    .advice = Tryck på kör för att starta det igen.

fault-time-over = Tiden för den här körningen är slut.
    .advice = Kör igen, eller ge mer tid.

fault-lab-fell = DigiLab självt snubblade på det här programmet och startade om.
    .advice = Felet är DigiLabs, inte ditt. Kör programmet en gång till; händer det igen, berätta för din lärare.

# Kortet som meningen handlar om.
fault-board = { $board ->
    [microbit] micro:bit
    [microbit-v1] micro:bit V1
    [arduino] Arduino
    [text] Textkortet
   *[other] { $board }
}
