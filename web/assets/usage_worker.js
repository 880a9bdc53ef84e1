// Loads the program that keeps the usage log. It sends the first message, when it is ready to be told.
importScripts("digilab_usage_worker.js");
wasm_bindgen({ module_or_path: "digilab_usage_worker_bg.wasm" }).catch((error) => {
  // An error of the worker's the page hears at once; that of a promise it would not.
  setTimeout(() => {
    throw error;
  });
});
