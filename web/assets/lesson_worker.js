// Loads the program that reads lesson packs and checks steps. It sends the first message, when it is ready to be told.
importScripts("digilab_lesson_worker.js");
wasm_bindgen({ module_or_path: "digilab_lesson_worker_bg.wasm" }).catch((error) => {
  // An error of the worker's the page hears at once; that of a promise it would not.
  setTimeout(() => {
    throw error;
  });
});
