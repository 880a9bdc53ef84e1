// The lab thread: loads the program that runs scripts. It sends the first message, when it is ready to be told.
importScripts("digilab_lab_worker.js");
wasm_bindgen({ module_or_path: "digilab_lab_worker_bg.wasm" });
