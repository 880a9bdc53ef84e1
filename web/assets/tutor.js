// Loads the program that reads lesson packs and checks steps. It sends the first message, when it is ready to be told.
importScripts("digilab_tutor.js");
wasm_bindgen({ module_or_path: "digilab_tutor_bg.wasm" });
