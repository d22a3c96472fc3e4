"use strict";
// Reads and changes call settings through Xsi-Actions. A setting is read as a whole document; one
// value of it is changed, and the whole document is put back.
(() => {
  const NAMESPACE = "http://schema.broadsoft.com/xsi";
  const TIME_OUT = 15000;
  const LOCATIONS = 10;
  const NUMBER = /^\+?[0-9*#-]*[0-9][0-9*#-]*$/;
  const ADDRESS = /^[A-Za-z0-9_.!~*'()+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?$/;

  const byId = (id) => document.getElementById(id);
  const texts = JSON.parse(byId("texts").textContent);
  const handover = takeHandover();
  const cards = Array.from(document.querySelectorAll(".card"), makeCard);

  byId("retry").addEventListener("click", start);
  start();

  // The token is kept in this script only: not in the page, not in the address.
  function takeHandover() {
    const element = byId("handover");
    const given = JSON.parse(element.textContent);
    element.remove();
    if (location.hash.length > 1) {
      const fragment = new URLSearchParams(location.hash.slice(1));
      history.replaceState(null, "", location.pathname + location.search);
      const login = fragment.get("loginToken");
      const bearer = fragment.get("token");
      if (fragment.get("userId") && (login || bearer)) {
        given.userId = fragment.get("userId");
        given.authorization = login ? `BroadWorksSSO ${login}` : `Bearer ${bearer}`;
      }
    }
    return given;
  }

  async function call(method, path, body) {
    const headers = {
      Accept: "application/json",
      Authorization: handover.authorization,
      "X-BroadWorks-No-AuthChallenge": "true",
    };
    if (body) headers["Content-Type"] = "application/json";
    if (handover.trackingId) headers[handover.trackingHeader] = handover.trackingId;
    const user = encodeURIComponent(handover.userId);
    let response;
    let text;
    try {
      response = await fetch(`${handover.base}/user/${user}/${path}?format=json`, {
        method,
        headers,
        body: body && JSON.stringify(body),
        credentials: "omit",
        cache: "no-store",
        signal: AbortSignal.timeout(TIME_OUT),
      });
      text = await response.text();
    } catch {
      throw new Error(texts.unavailable);
    }
    let document = null;
    try {
      document = text ? JSON.parse(text) : null;
    } catch {
      document = null;
    }
    if (response.ok) return document;
    throw problem(response.status, document);
  }

  function problem(status, document) {
    if (status === 401) {
      const error = new Error(texts.signedOut);
      error.isEnd = true;
      return error;
    }
    if (status === 403) return new Error(texts.notAllowed);
    if (status >= 500) return new Error(texts.unavailable);
    const words = document?.ErrorInfo?.summary?.$;
    const said = words ? ` ${texts.serverWords.replace("{words}", () => words)}` : "";
    return new Error(texts.refused + said);
  }

  function show(text, canRetry) {
    byId("loading").hidden = true;
    const notice = byId("problem");
    notice.hidden = !text;
    notice.firstElementChild.textContent = text ?? "";
    byId("retry").hidden = !canRetry;
  }

  async function start() {
    show(null, false);
    if (!handover.userId || !handover.authorization) return show(texts.notOpened, false);
    byId("loading").hidden = false;
    try {
      const list = await call("GET", "services");
      const entries = [list?.Services?.service ?? []].flat();
      const assigned = new Set(entries.filter((entry) => entry.uri).map((entry) => entry.name.$));
      for (const name of handover.hidden) assigned.delete(name);
      const mine = cards.filter((card) => card.isFor(assigned));
      // One setting that cannot be read keeps nobody from the others.
      const tried = await Promise.allSettled([showOwner(), ...mine.map((card) => card.load())]);
      const faults = tried.filter((one) => one.status === "rejected").map((one) => one.reason);
      const last = faults.find((fault) => fault.isEnd);
      if (last) throw last;
      for (const section of document.querySelectorAll("section")) {
        section.hidden = !section.querySelector(".card:not([hidden])");
      }
      if (faults.length) return show(faults[0].message, true);
      show(document.querySelector(".card:not([hidden])") ? null : texts.empty, false);
    } catch (error) {
      end(error);
    }
  }

  // The whole page ends when the token does.
  function end(error) {
    if (error.isEnd) for (const section of document.querySelectorAll("section")) section.hidden = true;
    show(error.message, !error.isEnd);
  }

  async function showOwner() {
    const details = (await call("GET", "profile"))?.Profile?.details ?? {};
    const parts = [details.firstName?.$, details.lastName?.$].filter(Boolean).join(" ");
    byId("owner").textContent = [parts, details.number?.$].filter(Boolean).join(" · ");
  }

  function makeCard(form) {
    const { segment, service } = form.dataset;
    const controls = Array.from(form.querySelectorAll("[data-kind]"), makeControl);
    const state = form.querySelector(".state");
    const fields = form.querySelector(".fields");
    const onOff = form.elements.namedItem("active");
    let known = null;
    let queue = Promise.resolve();

    function say(text, isError) {
      state.textContent = text;
      state.classList.toggle("error", isError);
    }

    function fill() {
      for (const control of controls) control.fill(known);
      unfold();
    }

    // What belongs to a setting that is off is out of the way.
    function unfold() {
      fields.hidden = onOff !== null && !onOff.checked;
    }

    async function load() {
      form.hidden = true;
      known = (await call("GET", `services/${segment}`))?.[segment] ?? {};
      fill();
      say("", false);
      form.hidden = false;
    }

    // Changes go one after the other, each with what is in the form by then.
    function save() {
      queue = queue.then(put, put);
    }

    async function put() {
      const wanted = { ...known, "@xmlns": { $: NAMESPACE } };
      const active = onOff !== null && onOff.checked;
      for (const control of controls) {
        const fault = control.read(wanted, active);
        if (fault) return say(fault, true);
      }
      say(texts.saving, false);
      form.setAttribute("aria-busy", "true");
      try {
        await call("PUT", `services/${segment}`, { [segment]: wanted });
        known = wanted;
        say(texts.saved, false);
      } catch (error) {
        fill();
        say(error.message, true);
        if (error.isEnd) end(error);
      } finally {
        form.removeAttribute("aria-busy");
      }
    }

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => {
      unfold();
      save();
    });
    form.addEventListener("location-removed", save);
    return { load, isFor: (assigned) => "everybody" in form.dataset || assigned.has(service) };
  }

  function makeControl(element) {
    if (element.dataset.kind === "check") return makeCheck(element);
    if (element.dataset.kind === "number") return makeNumber(element);
    if (element.dataset.kind === "locations") return makeLocations(element);
    return {
      fill: (document) => {
        element.value = document[element.name]?.$ ?? element.options[0].value;
      },
      read: (document) => {
        document[element.name] = { $: element.value };
      },
    };
  }

  function makeCheck(element) {
    return {
      fill: (document) => {
        element.checked = document[element.name]?.$ === "true";
      },
      read: (document) => {
        document[element.name] = { $: String(element.checked) };
      },
    };
  }

  // What people write between digits is no part of a number.
  const plain = (text) => {
    const trimmed = text.trim();
    return trimmed.includes("@") ? trimmed : trimmed.replace(/[\s().\/]/g, "");
  };

  function faultOf(input) {
    const text = plain(input.value);
    const isGood = NUMBER.test(text) || ADDRESS.test(text);
    input.setAttribute("aria-invalid", String(!isGood));
    if (isGood) return null;
    input.focus();
    return text ? texts.number : texts.numberMissing;
  }

  function makeNumber(element) {
    return {
      fill: (document) => {
        element.value = document[element.name]?.$ ?? "";
        element.setAttribute("aria-invalid", "false");
      },
      // A setting that is switched off keeps the number that it had.
      read: (document, active) => {
        if (!active) return null;
        document[element.name] = { $: plain(element.value) };
        return faultOf(element);
      },
    };
  }

  function makeLocations(list) {
    const name = list.dataset.name;
    const add = list.parentElement.querySelector(".add");

    function append(number, confirm) {
      const row = byId("location").content.cloneNode(true).firstElementChild;
      const [input, check] = row.querySelectorAll("input");
      input.value = number;
      check.checked = confirm;
      row.querySelector(".remove").addEventListener("click", () => {
        row.remove();
        add.hidden = false;
        add.focus();
        list.dispatchEvent(new Event("location-removed", { bubbles: true }));
      });
      list.append(row);
      add.hidden = list.children.length >= LOCATIONS;
      return input;
    }

    add.addEventListener("click", () => append("", false).focus());
    return {
      fill: (document) => {
        list.replaceChildren();
        add.hidden = false;
        for (const entry of [document[name]?.simRingLocation ?? []].flat()) {
          append(entry.address?.$ ?? "", entry.answerConfirmationRequired?.$ === "true");
        }
      },
      read: (document, active) => {
        if (!active) return null;
        const rows = Array.from(list.children, (row) => row.querySelectorAll("input"));
        const filled = rows.filter(([input]) => input.value.trim());
        for (const [input] of filled) {
          const fault = faultOf(input);
          if (fault) return fault;
        }
        if (!filled.length) {
          (rows[0]?.[0] ?? append("", false)).focus();
          return texts.numberMissing;
        }
        const simRingLocation = filled.map(([input, check]) => ({
          address: { $: plain(input.value) },
          answerConfirmationRequired: { $: String(check.checked) },
        }));
        document[name] = { simRingLocation };
        return null;
      },
    };
  }
})();
