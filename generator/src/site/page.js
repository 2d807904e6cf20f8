"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const texts = data.texts;
  const CALLERS = ["delegated, work", "delegated, personal", "application"];
  const CLOUDS = ["global", "US Government L4", "US Government L5 (DOD)", "China"];
  const STEP = 50;

  const requests = data.rows.map(([columns, grants, clouds, deprecated, limited]) => {
    const [version, method, path, title, page, rust, code, answers, kind, area, parameters, headers] =
      columns.map((number) => texts[number]);
    return { version, method, path, title, page, rust, code, answers, kind, area, parameters, headers,
      grants: grants.map((number) => texts[number]), clouds, deprecated,
      limited: limited.map(([to, own]) => [texts[to], own.map((number) => texts[number])]) };
  });
  for (const request of requests) {
    request.steps = steps(request.path);
    request.words = [request.method, request.path, request.title, request.rust, request.answers, request.area,
      request.parameters, request.page, ...request.grants, ...request.limited.flat(2)].join("\n").toLowerCase();
  }

  // `/users/{id}/messages` -> ["users", null, "messages"]; a key in parentheses is one of its own.
  function steps(path) {
    const plain = path.split("?")[0].replace(/^https?:\/\/[^/]*/i, "").replace(/^\/?(v1\.0|beta)(?=\/|$)/i, "");
    // A path within the path is one step, and no key.
    const whole = plain.replace(/:\/[^:]*:?/g, "/:path/").replace(/\('([^']*)'\)/g, "/$1");
    const parts = whole.split("/").filter((part) => part !== "");
    return parts.map((part) => /^\{.*\}$/.test(part) ? null : part.toLowerCase().replace(/=[^,)]*/g, "=").replace(/\(\)$/, ""));
  }

  // Whether the steps begin with those of the request's path, any text standing for a placeholder; the more names, the better.
  function fit(request, wanted) {
    if (wanted.length > request.steps.length) { return 0; }
    let names = 0;
    for (let at = 0; at < wanted.length; at += 1) {
      const [step, own] = [request.steps[at], wanted[at]];
      if (step === null || own === null) { continue; }
      const last = at === wanted.length - 1;
      if (step !== own && !(last && step.startsWith(own))) { return 0; }
      names += step === own ? 2 : 1;
    }
    return names === 0 ? 0 : 1000 + names * 10 - (request.steps.length - wanted.length) * 15;
  }

  function score(request, words, wanted) {
    const byPath = wanted === null ? 0 : fit(request, wanted);
    if (wanted !== null && byPath === 0) { return 0; }
    let sum = 1 + byPath;
    for (const word of words) {
      if (!request.words.includes(word)) { return 0; }
      const title = request.title.toLowerCase();
      sum += title.includes(word) ? 20 : 0;
      sum += request.rust.toLowerCase().endsWith("::" + word) || request.path.toLowerCase().endsWith("/" + word) ? 30 : 0;
    }
    return sum * 4 - request.steps.length - (request.deprecated ? 40 : 0);
  }

  function search() {
    const asked = element("words").value.trim();
    const parts = asked.split(/\s+/).filter((part) => part !== "");
    const method = parts.find((part) => /^(GET|POST|PUT|PATCH|DELETE)$/.test(part));
    const path = parts.find((part) => part.includes("/"));
    const wanted = path === undefined ? null : steps(path);
    const words = parts.filter((part) => part !== path && part !== method).map((part) => part.toLowerCase());
    const [version, area, caller, cloud, kind] =
      ["version", "area", "caller", "cloud", "kind"].map((name) => element(name).value);
    const named = path === undefined ? null : /(?:^|\/)(v1\.0|beta)(?:\/|$)/i.exec(path);
    const found = [];
    for (const request of requests) {
      if (version !== "" && request.version !== version) { continue; }
      if (named !== null && request.version !== named[1].toLowerCase()) { continue; }
      if (method !== undefined && request.method !== method) { continue; }
      if (area !== "" && request.area !== area) { continue; }
      if (kind !== "" && request.kind !== kind) { continue; }
      if (caller !== "" && !supports(request, Number(caller))) { continue; }
      if (cloud !== "" && (request.clouds & (1 << Number(cloud))) === 0) { continue; }
      const points = score(request, words, wanted);
      if (points !== 0) { found.push([points, request]); }
    }
    found.sort((left, right) => right[0] - left[0]);
    return found.map(([, request]) => request);
  }

  function supports(request, caller) {
    const all = [request.grants, ...request.limited.map(([, grants]) => grants)];
    return all.some((grants) => grants[caller] !== "" && grants[caller] !== "-");
  }

  function element(id) { return document.getElementById(id); }

  function made(name, className, text) {
    const node = document.createElement(name);
    if (className) { node.className = className; }
    if (text !== undefined) { node.textContent = text; }
    return node;
  }

  function grantText(grant) {
    if (grant === "") { return "not stated"; }
    return grant === "-" ? "not supported" : grant.replaceAll(" | ", ", or ").replaceAll(" + ", " and ");
  }

  function item(request) {
    const entry = made("li");
    const details = made("details");
    const summary = made("summary");
    summary.append(made("span", "verb", request.method), " ", made("span", "path", request.path),
      made("span", "title", request.title + " (" + request.version + (request.deprecated ? ", deprecated" : "") + ")"));
    details.append(summary);
    details.addEventListener("toggle", () => {
      if (details.open && details.childElementCount === 1) { details.append(...about(request)); }
    });
    entry.append(details);
    return entry;
  }

  function about(request) {
    const code = made("pre");
    code.tabIndex = 0;
    code.setAttribute("role", "region");
    code.setAttribute("aria-label", "Rust code of " + request.title);
    code.append(made("code", "", request.code));
    const list = made("dl");
    const row = (name, text) => { if (text !== "") { list.append(made("dt", "", name), made("dd", "", text)); } };
    row("Method", request.rust);
    row("Answers", request.answers);
    row("Parameters", request.parameters);
    row("Headers", request.headers);
    CALLERS.forEach((caller, at) => row("Permissions, " + caller, grantText(request.grants[at])));
    for (const [to, grants] of request.limited) {
      CALLERS.forEach((caller, at) => { if (grants[at] !== "") { row("Permissions, " + caller + ": " + to, grantText(grants[at])); } });
    }
    const clouds = CLOUDS.filter((_, at) => (request.clouds & (1 << at)) !== 0);
    row("Clouds", request.clouds === 0 ? "not stated" : clouds.join(", ") || "none");
    row("Area", request.area);
    const view = request.version === "beta" ? "graph-rest-beta" : "graph-rest-1.0";
    const link = made("a", "", "Documentation of " + request.title);
    link.href = "https://learn.microsoft.com/graph/api/" + encodeURIComponent(request.page) + "?view=" + view;
    link.rel = "noreferrer";
    const place = made("dd");
    place.append(link);
    list.append(made("dt", "", "Page"), place);
    return [code, list];
  }

  let found = [];
  let shown = 0;

  function more() {
    const list = element("list");
    const next = found.slice(shown, shown + STEP).map(item);
    list.append(...next);
    shown += next.length;
    element("more").hidden = shown >= found.length;
    return next[0];
  }

  function update() {
    found = search();
    shown = 0;
    element("list").replaceChildren();
    element("count").textContent = found.length === 1 ? "1 request" : found.length + " requests";
    more();
  }

  function fill(id, values) {
    for (const value of [...new Set(values)].filter((value) => value !== "").sort()) {
      const option = made("option", "", value);
      option.value = value;
      element(id).append(option);
    }
  }

  fill("version", requests.map((request) => request.version));
  fill("area", requests.map((request) => request.area));
  fill("kind", requests.map((request) => request.kind));
  element("search").addEventListener("submit", (event) => event.preventDefault());
  element("search").addEventListener("input", update);
  element("more").addEventListener("click", () => {
    const first = more();
    if (first) { first.querySelector("summary").focus(); }
  });
  update();
})();
