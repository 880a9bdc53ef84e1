// Starts the page: says what happens until the window is there, and loads the program.
"use strict";

(() => {
  const texts = {
    fi: {
      loading: "DigiLab käynnistyy …",
      old: "Tämä selain on DigiLabille liian vanha. Päivitä selain tai avaa sivu toisella selaimella.",
      webgl: "DigiLab ei pysty piirtämään tässä selaimessa. Salli laitteistokiihdytys (WebGL) selaimen asetuksista tai avaa sivu toisella selaimella.",
      failed: "DigiLab ei käynnistynyt. Lataa sivu uudelleen. Jos se ei auta, kerro opettajalle.",
    },
    sv: {
      loading: "DigiLab startar …",
      old: "Den här webbläsaren är för gammal för DigiLab. Uppdatera den eller öppna sidan i en annan webbläsare.",
      webgl: "DigiLab kan inte rita i den här webbläsaren. Tillåt maskinvaruacceleration (WebGL) i webbläsarens inställningar eller öppna sidan i en annan webbläsare.",
      failed: "DigiLab startade inte. Ladda om sidan. Om det inte hjälper, berätta för din lärare.",
    },
    en: {
      loading: "DigiLab is starting …",
      old: "This browser is too old for DigiLab. Update it, or open the page in another browser.",
      webgl: "DigiLab cannot draw in this browser. Allow hardware acceleration (WebGL) in the browser’s settings, or open the page in another browser.",
      failed: "DigiLab did not start. Load the page again. If that does not help, tell your teacher.",
    },
  };

  // The language chosen in the lab, else the first of the browser's that the lab has.
  function language() {
    let chosen;
    try {
      chosen = JSON.parse(localStorage.getItem("digilab-settings")).language;
    } catch {
      // Nothing was chosen yet, or nothing is kept here.
    }
    const wanted = [chosen, ...(navigator.languages || [navigator.language])];
    const found = wanted.map((tag) => String(tag).toLowerCase().split("-")[0]).find((tag) => tag in texts);
    return found || "en";
  }

  const said = document.getElementById("loading");

  function say(id) {
    const spoken = language();
    document.documentElement.lang = spoken;
    said.textContent = id ? texts[spoken][id] : "";
  }

  // The smallest program with SIMD in it, which the lab's is built with: a function that gives a v128.
  const simd = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11);

  // What is missing for the lab to run at all.
  function missing() {
    if (typeof WebAssembly !== "object" || typeof BigInt64Array !== "function" || !WebAssembly.validate(simd)) {
      return "old";
    }
    const canvas = document.createElement("canvas");
    return canvas.getContext("webgl2") || canvas.getContext("webgl") ? undefined : "webgl";
  }

  // What keeps the page for days without a network, and looks for a new version; neither is needed to begin.
  function keep() {
    // Over plain http from another computer there is none.
    const worker = navigator.serviceWorker;
    addEventListener("load", () => worker?.register("sw.js", { updateViaCache: "none" }).catch(() => {}));
  }

  async function start() {
    say("loading");
    const problem = missing();
    if (problem) {
      say(problem);
      return;
    }
    keep();
    try {
      const program = await import("./digilab_web.js");
      await program.default({ module_or_path: "./digilab_web_bg.wasm" });
      // The window draws within the next frames.
      requestAnimationFrame(() => requestAnimationFrame(() => say()));
      // Lessons are to be there without a network, too; that is the last thing to be fetched.
      navigator.serviceWorker?.ready.then(({ active }) => active?.postMessage("keep-later"));
    } catch (error) {
      console.error(error);
      say("failed");
    }
  }

  start();
})();
