// Asks the sensor every few seconds and shows what it answers. It asks nobody else, and keeps a token for this tab alone.

import { alertItem, open, update } from './alerts.js';
import { count, make, plural, replace, time } from './dom.js';
import { Sensor } from './sensor.js';

const ASK_EVERY_MILLIS = 3000;
const PAGE_OF_ALERTS = 100;

const place = (id) => document.getElementById(id);
const sensor = new Sensor();
const entries = new Map();
let olderShown = 0;
let answered = null;

class TokenNeeded extends Error {}

async function ask(path) {
  const token = sessionStorage.getItem('token');
  const answer = await fetch(path, {
    headers: token ? { Authorization: `Bearer ${token}` } : {},
    cache: 'no-store',
    signal: AbortSignal.timeout(10_000),
  });
  if (answer.status === 401) {
    throw new TokenNeeded();
  }
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }
  return answer.json();
}

function query() {
  const filters = new FormData(place('filters'));
  const asked = new URLSearchParams({ limit: PAGE_OF_ALERTS });
  const severities = filters.getAll('severity');
  if (severities.length && severities.length < 3) {
    asked.set('severity', severities.join(','));
  }
  if (filters.get('host').trim()) {
    asked.set('host', filters.get('host').trim());
  }
  if (filters.get('since')) {
    const now = Date.parse(sensor.status.now);
    asked.set('since', new Date(now - filters.get('since') * 1000).toISOString());
  }
  return asked;
}

function filtered() {
  const asked = query();
  return asked.has('severity') || asked.has('host') || asked.has('since');
}

async function look() {
  try {
    sensor.take(await ask('/api/status'));
    const alerts = await ask(`/api/alerts?${query()}`);
    answered = new Date();
    show(alerts);
    await openAddressed();
  } catch (failure) {
    if (failure instanceof TokenNeeded) {
      askToken();
    } else {
      showSilence(failure);
    }
  }
}

function show(alerts) {
  place('token').hidden = true;
  place('silent').hidden = true;
  place('content').hidden = false;
  document.body.classList.remove('stale');
  place('clock').textContent = `${time(sensor.status.now)} UTC`;
  sensor.showHealth(place('health'));
  sensor.showTraffic(place('traffic'));
  sensor.showBaseline(place('baseline'));
  sensor.showBlind(place('blind'));
  sensor.showOutputs(place('outputs'));
  showAlerts(alerts);
}

function showAlerts(alerts) {
  const list = place('list');
  const ids = new Set(alerts.alerts.map((entry) => entry.record.event.id));
  if (olderShown === 0) {
    for (const [id] of entries) {
      if (!ids.has(id)) {
        entries.delete(id);
        place(id)?.remove();
      }
    }
  }
  let next = list.firstElementChild;
  for (const entry of alerts.alerts) {
    const { id } = entry.record.event;
    entries.set(id, entry);
    const item = place(id);
    if (item === null) {
      list.insertBefore(alertItem(entry), next);
    } else {
      update(item, entry);
      next = item.nextElementSibling;
    }
  }
  if (olderShown === 0) {
    place('older').hidden = !alerts.more;
  }
  place('alerts-count').textContent = `${count(alerts.raised)} raised since ${time(sensor.status.started)}`;
  document.title = alerts.raised ? `${alerts.raised} · Sharetap` : 'Sharetap';
  showEmpty(entries.size === 0);
}

function showEmpty(empty) {
  place('empty').hidden = !empty;
  if (!empty) {
    return;
  }
  const training = sensor.training();
  const words = filtered()
    ? ['No alert is like this.', 'The filters above leave none of those that are remembered.']
    : training
      ? ['No alerts yet: the sensor is learning.',
        `It has seen ${plural(training.observed_days, 'day', 'days')} of traffic and raises alerts from ${training.activation_days} on. `
        + 'What it sees meanwhile becomes what is usual.']
      : ['No alerts.', 'An executable that is uncommon, written to a destination where that is uncommon, will stand here with its reasons.'];
  replace(place('empty'), make('p', { class: 'large' }, words[0]), make('p', {}, words[1]));
}

/** The alert that the address names is opened once, however many came after it. */
let addressed = location.hash.slice(1);
async function openAddressed() {
  if (!/^[0-9a-f]{32}$/.test(addressed)) {
    return;
  }
  while (!place(addressed) && !place('older').hidden) {
    await showOlder();
  }
  const item = place(addressed);
  place('gone').hidden = item !== null;
  if (item) {
    open(item, entries.get(addressed));
    item.scrollIntoView({ block: 'start' });
    item.focus({ preventScroll: true });
  }
  addressed = '';
}

async function showOlder() {
  const asked = query();
  asked.set('before', place('list').lastElementChild.id);
  const alerts = await ask(`/api/alerts?${asked}`);
  olderShown += alerts.alerts.length;
  for (const entry of alerts.alerts) {
    entries.set(entry.record.event.id, entry);
    place('list').append(alertItem(entry));
  }
  place('older').hidden = !alerts.more;
}

function showSilence(failure) {
  document.body.classList.add('stale');
  const since = answered ? `since ${time(answered.toISOString())} UTC; what stands below is of then` : 'so far';
  place('silent').textContent = `The sensor has not answered ${since}.`;
  place('silent').hidden = false;
  place('health').className = 'health bad';
  replace(place('health'), make('span', { class: 'sign', 'aria-hidden': 'true' }, '!'), ' The sensor does not answer');
  console.debug(failure);
}

function askToken() {
  place('content').hidden = true;
  place('silent').hidden = true;
  replace(place('health'), 'A token is needed');
  if (place('token').hidden) {
    place('token').hidden = false;
    place('token-text').focus();
  }
  place('token-wrong').hidden = sessionStorage.getItem('token') === null;
  sessionStorage.removeItem('token');
}

function startList() {
  entries.clear();
  olderShown = 0;
  place('list').replaceChildren();
}

let turn = Promise.resolve();
function lookNext() {
  turn = turn.then(look);
  return turn;
}

place('token').addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem('token', place('token-text').value);
  place('token-text').value = '';
  lookNext();
});
place('filters').addEventListener('submit', (event) => event.preventDefault());
place('filters').addEventListener('input', () => {
  startList();
  lookNext();
});
place('older').addEventListener('click', () => {
  turn = turn.then(showOlder).catch(showSilence);
});
addEventListener('hashchange', () => {
  addressed = location.hash.slice(1);
  turn = turn.then(openAddressed).catch(showSilence);
});

async function forever() {
  for (;;) {
    await lookNext();
    await new Promise((wake) => { setTimeout(wake, ASK_EVERY_MILLIS); });
  }
}
forever();
