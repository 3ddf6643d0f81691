// Search on a site that is opened from a folder (file:), where browsers start no web worker: a stand-in for
// Worker that runs the script in a hidden frame, as Material's search expects it. Its worker asks for
// `IFrameWorker` to find its folder and awaits `importScripts`; the offline plugin asks for a file of this name.

if (window.location.protocol === "file:") {
  window.IFrameWorker = class extends EventTarget {
    /** Starts the script at the address `url`; messages wait until it has been read. */
    constructor(url) {
      super();
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      this.frame.srcdoc = "<!doctype html>"; // has this page's origin, and so its permission to read files
      this.started = new Promise((done) => this.frame.addEventListener("load", done, { once: true })).then(() => {
        const inside = this.frame.contentWindow;
        inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
        inside.importScripts = (...urls) => urls.reduce((before, next) => before.then(() => this.run(next)), Promise.resolve());
        return this.run(url);
      });
      this.started.catch((error) => this.dispatchEvent(new ErrorEvent("error", { error })));
      document.body.append(this.frame);
    }

    run(url) {
      const script = this.frame.contentDocument.createElement("script");
      script.src = new URL(url, document.baseURI).href;
      return new Promise((done, failed) => {
        script.addEventListener("load", done);
        script.addEventListener("error", () => failed(new ReferenceError(`cannot read ${script.src}`)));
        this.frame.contentDocument.head.append(script);
      });
    }

    postMessage(data) {
      this.started.then(() => this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data })));
    }

    terminate() {
      this.frame.remove();
    }
  };
  window.Worker = window.IFrameWorker;
}
