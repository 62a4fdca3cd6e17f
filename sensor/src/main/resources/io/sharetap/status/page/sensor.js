// What the sensor says of itself, and what of it a person has to know at once.

import { bytes, count, make, plural, replace, time, wire } from './dom.js';

const SAMPLES_MAX = 60;
const LAG_SECONDS_MAX = 5;
const QUIET_SECONDS = 60;
const RECENT_SECONDS = 300;
const RATE_SECONDS = 15;
const BLIND_PAIRS_SHOWN = 20;

/** Keeps the last minutes of counts, as rates need two of them. */
export class Sensor {
  constructor() {
    this.samples = [];
  }

  /** Takes an answer of /api/status. */
  take(status) {
    const at = Date.parse(status.now) / 1000;
    if (this.samples.length && this.samples.at(-1).status.started !== status.started) {
      this.samples = []; // it was started anew
    }
    this.samples.push({ at, status });
    while (this.samples.length > SAMPLES_MAX) {
      this.samples.shift();
    }
    this.status = status;
  }

  /** Sums over the interfaces, by what `value` takes of each. */
  static sum(status, value) {
    return status.interfaces.reduce((sum, each) => sum + value(each), 0);
  }

  /** What rose within the last so many seconds, as far as this page has looked. */
  rise(seconds, value) {
    const last = this.samples.at(-1);
    const first = this.samples.find((sample) => sample.at >= last.at - seconds) ?? last;
    return { by: value(last.status) - value(first.status), seconds: last.at - first.at };
  }

  /** Sentences on what is not as it should be: [grave, text]. */
  troubles() {
    const { status } = this;
    const troubles = [];
    for (const each of status.interfaces.filter((one) => !one.up)) {
      troubles.push([true, `${each.name} is down: nothing is seen there`]);
    }
    if (!status.baseline) {
      troubles.push([true, 'the baseline is not open yet']);
    }
    const lost = this.rise(RECENT_SECONDS, (of) => Sensor.sum(of, lostOn));
    if (lost.by > 0) {
      troubles.push([true, `${plural(lost.by, 'packet was', 'packets were')} lost in the last minutes`]);
    }
    const lag = Math.max(0, ...Object.values(status.lag_seconds));
    if (lag > LAG_SECONDS_MAX) {
      troubles.push([true, `${lag.toFixed(0)} s behind the wire`]);
    }
    const seen = this.rise(QUIET_SECONDS, (of) => Sensor.sum(of, (each) => each.packets));
    if (seen.seconds > QUIET_SECONDS * 0.8 && seen.by === 0) {
      troubles.push([true, 'no packet came in the last minute']);
    }
    for (const each of status.outputs) {
      if (!each.up) {
        troubles.push([true, `the output ${each.name} is not taking records`]);
      } else if (each.lost > 0) {
        troubles.push([true, `${plural(each.lost, 'record was', 'records were')} lost for ${each.name}`]);
      }
    }
    if (status.baseline?.disk_full > 0) {
      troubles.push([true, 'the disk has no room for the baseline']);
    }
    const blind = this.rise(RECENT_SECONDS, (of) => of.blind.reduce((sum, each) => sum + each.sessions, 0));
    if (blind.by > 0) {
      troubles.push([false, `${plural(blind.by, 'session', 'sessions')} could not be seen into in the last minutes`]);
    }
    return troubles;
  }

  training() {
    const { baseline } = this.status;
    return baseline && baseline.observed_days < baseline.activation_days ? baseline : null;
  }

  showHealth(place) {
    const troubles = this.troubles();
    const grave = troubles.some(([isGrave]) => isGrave);
    place.className = `health ${grave ? 'bad' : 'good'}`;
    const words = troubles.length ? troubles.map(([, text]) => text).join('; ') : 'Everything is seen';
    const text = (words.charAt(0).toUpperCase() + words.slice(1));
    replace(place, make('span', { class: 'sign', 'aria-hidden': 'true' }, grave ? '!' : '✓'), ` ${text}`);
  }

  showTraffic(place) {
    const parts = this.status.interfaces.map((each, index) => {
      const of = (status) => status.interfaces[index];
      const rate = this.rise(RATE_SECONDS, (status) => of(status).bytes);
      const packets = this.rise(RATE_SECONDS, (status) => of(status).packets);
      const perSecond = (rise) => (rise.seconds > 0 ? rise.by / rise.seconds : 0);
      const lost = lostOn(each);
      return make('div', { class: 'interface' },
        make('p', { class: 'name' }, make('strong', {}, wire(each.name)),
          make('span', { class: each.up ? 'up' : 'down' }, each.up ? 'up' : 'down')),
        this.curve(index),
        make('dl', { class: 'figures' },
          figure('rate', `${(perSecond(rate) * 8 / 1e6).toFixed(1)} Mbit/s`),
          figure('packets', `${count(perSecond(packets))}/s, ${count(each.packets)} in all`),
          figure('lost', lost ? `${count(each.dropped.kernel)} kernel, ${count(each.dropped.interface)} interface, `
            + `${count(each.dropped.ring)} ring` : 'none', lost ? 'bad' : ''),
          figure('ring', `${Math.round(each.ring_used_bytes / each.ring_bytes * 100)} % of ${bytes(each.ring_bytes)}`)));
    });
    const lag = Object.entries(this.status.lag_seconds);
    replace(place, ...parts, make('dl', { class: 'figures' },
      figure('connections', `${count(this.status.flows)} open`),
      figure('behind', lag.length ? `${Math.max(...lag.map(([, seconds]) => seconds)).toFixed(1)} s` : 'nothing seen yet'),
      figure('programs', `${count(this.status.executable_writes ?? 0)} written`)));
  }

  /** Megabits a second over the last minutes; drawn for the eye, its figures stand beside it. */
  curve(index) {
    const rates = [];
    for (let i = 1; i < this.samples.length; i += 1) {
      const [before, after] = [this.samples[i - 1], this.samples[i]];
      rates.push((after.status.interfaces[index].bytes - before.status.interfaces[index].bytes) / Math.max(0.1, after.at - before.at));
    }
    const most = Math.max(1, ...rates);
    const points = rates.map((rate, i) => `${(i + SAMPLES_MAX - 1 - rates.length) * 4},${(38 - rate / most * 36).toFixed(1)}`);
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', `0 0 ${(SAMPLES_MAX - 2) * 4} 40`);
    svg.setAttribute('class', 'curve');
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('aria-hidden', 'true');
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
    line.setAttribute('points', points.join(' '));
    svg.append(line);
    return svg;
  }

  showBaseline(place) {
    const { baseline } = this.status;
    if (!baseline) {
      replace(place, make('p', { class: 'none' }, 'It is being opened.'));
      return;
    }
    const training = this.training();
    replace(place, make('dl', { class: 'figures' },
      figure('state', training ? 'training: no alerts yet' : 'active', training ? 'notice' : ''),
      figure('observed', `${plural(baseline.observed_days, 'day', 'days')}, alerts from ${count(baseline.activation_days)}`),
      figure('executables', `${count(baseline.executables)} of ${count(baseline.executables_max)}`),
      figure('destinations', `${count(baseline.destinations)} of ${count(baseline.destinations_max)}`),
      baseline.evicted ? figure('let go early', count(baseline.evicted), 'bad') : null,
      baseline.disk_full ? figure('disk full', plural(baseline.disk_full, 'time', 'times'), 'bad') : null));
  }

  showBlind(place) {
    const { blind } = this.status;
    if (!blind.length) {
      replace(place, make('p', { class: 'none' }, 'No session was hidden from the sensor.'));
      return;
    }
    replace(place, make('ul', { class: 'rows' }, [...blind].reverse().slice(0, BLIND_PAIRS_SHOWN).map((each) => make('li', {},
      make('span', { class: 'route' }, wire(each.client), make('span', { class: 'arrow', 'aria-label': 'to' }, '→'), wire(each.destination)),
      make('span', { class: 'note' }, `${each.reason.replace('_', '-')}, ${plural(each.sessions, 'session', 'sessions')}, last ${time(each.last)}`)))),
    blind.length > BLIND_PAIRS_SHOWN ? make('p', { class: 'none' }, `and ${count(blind.length - BLIND_PAIRS_SHOWN)} more pairs of hosts`) : null);
  }

  showOutputs(place) {
    const { outputs } = this.status;
    if (!outputs.length) {
      replace(place, make('p', { class: 'none' }, 'Standard output alone.'));
      return;
    }
    replace(place, make('ul', { class: 'rows' }, outputs.map((each) => make('li', {},
      make('span', { class: 'route' }, wire(each.name)),
      make('span', { class: `note ${each.up && !each.lost ? '' : 'bad'}` },
        `${each.up ? 'takes records' : 'not taking records'}: ${count(each.records)} delivered, ${count(each.waiting)} waiting, ${count(each.lost)} lost`)))));
  }
}

/** Packets that an interface lost, wherever. */
function lostOn({ dropped }) {
  return dropped.kernel + dropped.interface + dropped.ring;
}

function figure(name, value, kind = '') {
  return make('div', {}, make('dt', {}, name), make('dd', { class: kind || null }, value));
}
