// Maps that can be zoomed, and a pin that can be put: what the pictures and the lists beside them say without it.
// Leaflet is fetched when somebody asks for a map, never before.

const ICON =
  '<svg viewBox="0 0 28 36" width="28" height="36" aria-hidden="true"><path d="M14 35C8 24 2 19 2 13a12 12 0 0 1 24 0c0 6-6 11-12 22z"/><circle cx="14" cy="13" r="4.5"/></svg>';
const NEAR = 11;
const CLOSE = 13;
const DECIMALS = 5;

let fetched;
const leaflet = (at) => {
  fetched ||= new Promise((done, failed) => {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = at.dataset.style;
    const script = document.createElement("script");
    script.src = at.dataset.leaflet;
    script.onload = () => done(window.L);
    script.onerror = failed;
    document.head.append(style, script);
  });
  return fetched;
};

const read = async (address) => {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
};

const around = (land, corners) => {
  if (!corners) return land.bounds || [[55, 11], [69, 24]];
  const [south, west, north, east] = corners.split(",").map(Number);
  return [[south, west], [north, east]];
};

const icon = (L) => L.divIcon({ className: "pinmark", html: ICON, iconSize: [28, 36], iconAnchor: [14, 35] });

// What is known of the ground, drawn on a map of Leaflet's. Teams have their hue by class, as in the pictures.
const draw = (L, where, land, corners) => {
  const map = L.map(where, { attributionControl: Boolean(land.tiles), zoomSnap: 0.5, maxZoom: 19 });
  if (land.tiles) {
    map.attributionControl.setPrefix(false);
    L.tileLayer(land.tiles.url, { attribution: land.tiles.attribution, maxZoom: 19, referrerPolicy: "origin" }).addTo(map);
  }
  for (const area of land.areas) {
    const classes = `land${area.team ? ` team-${area.team}` : ""}${land.tiles ? " over" : ""}`;
    const style = { className: classes, weight: 1.5, fillOpacity: 1, interactive: false };
    // Without a boundary it is drawn as on the schematic maps: a disc at its centre.
    (area.parts.length ? L.polygon(area.parts, style) : L.circleMarker(area.at, { ...style, radius: 14 }))
      .addTo(map)
      .bindTooltip(document.createTextNode(area.name), { permanent: true, direction: "center", className: "landname" });
  }
  for (const place of land.places) {
    L.circleMarker(place.at, { className: "known", radius: 4, interactive: false })
      .addTo(map)
      .bindTooltip(document.createTextNode(place.name), { permanent: true, direction: "right", className: "knownname" });
  }
  map.on("zoomend", () => {
    where.classList.toggle("near", map.getZoom() >= NEAR);
    where.classList.toggle("close", map.getZoom() >= CLOSE);
  });
  map.fitBounds(around(land, corners));
  return map;
};

// 1. The button under a picture: the same ground, to be moved and zoomed.
for (const button of document.querySelectorAll("[data-zoom]")) {
  button.hidden = false;
  let where;
  button.addEventListener("click", async () => {
    if (!where) {
      where = document.createElement("div");
      where.className = "livemap";
      where.setAttribute("role", "group");
      where.setAttribute("aria-label", button.dataset.label);
      button.before(where);
      const [L, land] = await Promise.all([leaflet(button), read(button.dataset.areas)]);
      const map = draw(L, where, land, button.dataset.corners);
      if (button.dataset.at) L.marker(button.dataset.at.split(",").map(Number), { icon: icon(L), keyboard: false, interactive: false, alt: "" }).addTo(map);
    } else where.hidden = !where.hidden;
    button.setAttribute("aria-expanded", String(!where.hidden));
  });
}

// 2. A pin that says where. It is put by pressing on the map, or in the middle of it by a button; then the server says
//    where that is. A form with a field `stretch` takes several points as well: two and more are a stretch, one is a pin.
for (const pin of document.querySelectorAll("[data-pin]")) {
  const form = pin.closest("form");
  const [lat, lon, stretch] = ["lat", "lon", "stretch"].map((name) => form.elements.namedItem(name));
  const part = (name) => pin.querySelector(`[data-pin-${name}]`);
  const said = part("said");
  let shown;
  let marker;
  let way;
  let points = stretch && stretch.value ? stretch.value.split(";").map((point) => point.split(",").map(Number)) : [];

  const say = (text) => {
    said.textContent = text;
  };

  const tell = async (north, east) => {
    const found = await read(`${pin.dataset.placed}?lat=${north}&lon=${east}`);
    const many = points.length > 1 ? `${pin.dataset.points} ${points.length}.` : points.length ? pin.dataset.one : "";
    say([found.text, many].filter(Boolean).join(" "));
    const area = form.elements.namedItem("area");
    // What is known only by the place near by is no reason to change what somebody has chosen.
    if (area && found.area && area.tagName === "SELECT" && (found.bounded || !area.value)) {
      area.value = found.area;
      area.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };

  const written = (north, east) => [north.toFixed(DECIMALS), east.toFixed(DECIMALS)];

  // Several points: the way between them, and no pin.
  const lay = async () => {
    const { L, map } = await show();
    if (marker) marker.remove();
    marker = undefined;
    if (way) way.remove();
    way = L.featureGroup([
      L.polyline(points, { className: "stretch", interactive: false }),
      ...points.map((point) => L.circleMarker(point, { className: "known", radius: 6, interactive: false })),
    ]).addTo(map);
    if (!map.getBounds().contains(way.getBounds())) map.fitBounds(way.getBounds(), { maxZoom: CLOSE });
  };

  const add = async (north, east) => {
    points.push([north, east]);
    [lat.value, lon.value] = points.length > 1 ? ["", ""] : written(north, east);
    stretch.value = points.length > 1 ? points.map(([y, x]) => written(y, x).join(",")).join(";") : "";
    part("drop").hidden = false;
    await lay();
    await tell(...written(north, east));
  };

  const put = async (north, east) => {
    if (part("along")?.checked) {
      await add(north, east);
      return;
    }
    [lat.value, lon.value] = written(north, east);
    part("drop").hidden = false;
    const { L, map, land } = await show();
    if (!marker) {
      marker = L.marker([north, east], {
        icon: icon(L),
        draggable: true,
        keyboard: false,
        alt: "",
      }).addTo(map);
      marker.on("dragend", () => put(marker.getLatLng().lat, marker.getLatLng().lng));
    }
    marker.setLatLng([north, east]);
    // Without tiles there is little to see so near.
    if (!map.getBounds().contains([north, east]) || map.getZoom() < CLOSE) map.setView([north, east], land.tiles ? 15 : CLOSE);
    await tell(lat.value, lon.value);
  };

  const start = async () => {
    part("ground").hidden = false;
    const [L, land] = await Promise.all([leaflet(pin), read(pin.dataset.areas)]);
    const map = draw(L, part("map"), land);
    map.on("click", (event) => put(event.latlng.lat, event.latlng.lng));
    return { L, map, land };
  };
  const show = () => {
    shown ||= start();
    return shown;
  };

  pin.hidden = false;
  part("show").addEventListener("click", async () => {
    part("show").setAttribute("aria-expanded", "true");
    await show();
    part("map").focus();
  });
  part("middle").addEventListener("click", async () => {
    const { lat: north, lng: east } = (await show()).map.getCenter();
    put(north, east);
  });
  const clear = () => {
    lat.value = lon.value = "";
    points = [];
    if (stretch) stretch.value = "";
    for (const drawn of [marker, way]) if (drawn) drawn.remove();
    marker = way = undefined;
    part("drop").hidden = true;
  };
  part("along")?.addEventListener("change", () => {
    const at = part("along").checked && lat.value ? [Number(lat.value), Number(lon.value)] : null;
    clear();
    if (at) add(...at);
  });
  part("drop").addEventListener("click", () => {
    clear();
    say(pin.dataset.dropped);
  });
  part("here").hidden = !navigator.geolocation;
  part("here").addEventListener("click", () => {
    say(pin.dataset.seeking);
    navigator.geolocation.getCurrentPosition(
      (found) => put(found.coords.latitude, found.coords.longitude),
      () => say(pin.dataset.refused),
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
  if (points.length) {
    part("along").checked = true;
    part("drop").hidden = false;
    lay();
  } else if (lat.value && lon.value) put(Number(lat.value), Number(lon.value));
}
