// The list of alerts. An alert that is there stays the element it is, so that nothing jumps under a reader's hand.

import { bytes, count, make, plural, time, wire, wireLines } from './dom.js';

const SIGNS = { high: '▲', medium: '◆', low: '●' };

/** One alert as an item of the list. */
export function alertItem(entry) {
  const { record } = entry;
  const severity = record.sharetap.severity;
  const id = record.event.id;
  const button = make(
    'button',
    { type: 'button', class: 'summary', 'aria-expanded': 'false', 'aria-controls': `detail-${id}` },
    make('span', { class: `severity ${severity}` }, make('span', { 'aria-hidden': 'true' }, SIGNS[severity]), ` ${severity}`),
    make('span', { class: 'what' }, make('strong', {}, wire(record.file?.name ?? 'unknown path')), make('span', { class: 'folded' })),
    make('span', { class: 'route' }, host(record.source), make('span', { class: 'arrow', 'aria-label': 'to' }, '→'),
      host(record.destination), make('span', { class: 'share' }, wire(record.smb?.share ?? ''))),
    make('time', { datetime: record['@timestamp'] }, time(record['@timestamp'])),
  );
  const detail = make('div', { class: 'detail', id: `detail-${id}`, hidden: true });
  const item = make('li', { class: `alert ${severity}`, id, tabindex: '-1' }, make('h3', {}, button), detail);
  button.addEventListener('click', () => toggle(item, entry));
  update(item, entry);
  return item;
}

/** What was folded into the alert since it was raised, and what was run of it. */
export function update(item, entry) {
  const folded = entry.folded_since + entry.record.sharetap.folded;
  const text = folded ? `+ ${plural(folded, 'write', 'writes')} folded` : '';
  const shown = item.querySelector('.folded');
  if (shown.textContent !== text) {
    shown.textContent = text;
  }
  showRun(item.querySelector('.ran'), entry.executions ?? []);
}

function showRun(list, executions) {
  if (list && list.childElementCount !== executions.length) {
    list.replaceChildren(...executions.map(({ at, words }) => make('li', {}, make('time', { datetime: at }, time(at)), ' ', wire(words))));
    list.parentElement.hidden = executions.length === 0;
  }
}

export function open(item, entry) {
  item.querySelector('.summary').setAttribute('aria-expanded', 'true');
  const detail = item.querySelector('.detail');
  if (!detail.firstChild) {
    detail.append(...details(entry.record));
    showRun(detail.querySelector('.ran'), entry.executions ?? []);
  }
  detail.hidden = false;
}

function toggle(item, entry) {
  const opened = item.querySelector('.summary').getAttribute('aria-expanded') === 'true';
  if (opened) {
    item.querySelector('.summary').setAttribute('aria-expanded', 'false');
    item.querySelector('.detail').hidden = true;
    history.replaceState(null, '', location.pathname);
  } else {
    open(item, entry);
    history.replaceState(null, '', `#${item.id}`);
  }
}

function host(side) {
  return make('span', { class: 'host' }, side.domain ? make('span', {}, wire(side.domain), ' ') : null,
    make('span', { class: 'address' }, wire(side.ip)));
}

function details(record) {
  return [
    make('p', { class: 'message' }, wire(record.message)),
    make('div', { class: 'columns' },
      make('section', {}, make('h4', {}, `Why: score ${record.sharetap.score}, high from ${record.sharetap.high_from}`), why(record)),
      make('section', {}, make('h4', {}, 'What to look into'),
        make('ul', {}, record.sharetap.investigate.map((step) => make('li', {}, wire(step)))))),
    make('section', { hidden: true }, make('h4', {}, 'Since then it was run'), make('ul', { class: 'ran' })),
    facts(record),
    make('details', { class: 'record' }, make('summary', {}, 'The record'),
      make('pre', { tabindex: '0', 'aria-label': 'the record as JSON' }, wireLines(JSON.stringify(record, null, 2)))),
  ];
}

function why({ sharetap }) {
  const { executable, destination, baseline } = sharetap;
  const rows = [];
  if (baseline.observed_days === 0) {
    rows.push(make('li', {}, 'There is no history yet: every executable and every destination counts as uncommon.'));
  } else {
    rows.push(make('li', {}, `Executable: on ${count(executable.destinations)} of ${count(executable.known_destinations)} `
      + `destinations in the window; ${count(executable.usual_from)} would be usual.`));
    rows.push(make('li', {}, `Destination: such a write on ${count(destination.days)} of ${count(destination.observed_days)} `
      + `observed days; ${count(destination.usual_from)} would be usual.`));
  }
  for (const reason of sharetap.reasons) {
    rows.push(make('li', {}, make('span', { class: 'weight' }, `+${reason.weight}`), ' ', wire(reason.detail)));
  }
  return make('ul', { class: 'why' }, rows);
}

function facts(record) {
  const { file = {}, smb = {}, user } = record;
  const pe = file.pe ?? {};
  const hash = file.hash?.sha256;
  const rows = [
    ['Rule', wire(record.rule.name)],
    ['Place', wire(`${smb.tree ?? ''}\\${file.path ?? '(unknown path)'}`)],
    ['SHA-256', hash ? make('span', {}, make('code', {}, hash), ' ', copyButton(hash)) : 'not known: bytes are missing'],
    ['Size', file.size === undefined ? null : `${count(file.size)} bytes (${bytes(file.size)})`],
    ['User', wire(who(user, smb))],
    ['Run', run(record.sharetap.execution)],
    ['Calls itself', pe.original_file_name ? wire([pe.original_file_name, pe.file_version, pe.company].filter(Boolean).join(', ')) : null],
    ['Signature', signature(file.code_signature)],
    ['Connection', `${record.source.ip}:${record.source.port} → ${record.destination.ip}:${record.destination.port}, SMB ${smb.dialect ?? ''}`],
    ['Community ID', record.network?.community_id ?? null],
    ['Alert', make('code', {}, record.event.id)],
  ];
  return make('dl', { class: 'facts' }, rows.filter(([, value]) => value !== null)
    .map(([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, value))));
}

function run(execution) {
  if (!execution.observed) {
    return null;
  }
  const name = execution.name ? ` "${execution.name}"` : '';
  const said = [`${execution.via}${name} ${execution.act ?? ''}`.trim(), execution.command,
    execution.tool ? `as ${execution.tool} does` : null, `${execution.seconds_after_write} s after the write`];
  return wire(said.filter(Boolean).join(', '));
}

function who(user, { logon, logon_seen: seen }) {
  const name = user ? [user.domain, user.name].filter(Boolean).join('\\') : null;
  if (logon === 'anonymous') {
    return 'nobody (anonymous)';
  }
  return `${name ?? 'not known'}${logon === 'guest' ? ' (let in as a guest)' : ''}${seen === false ? ' (logon not seen)' : ''}`;
}

function signature(of) {
  if (!of || of.exists === undefined) {
    return null;
  }
  if (!of.exists) {
    return 'none';
  }
  const holds = of.valid === undefined ? 'not checked' : of.valid ? 'holds' : 'does not hold';
  return make('span', {}, `${holds}: `, wire(of.subject_name ?? 'unknown signer'));
}

function copyButton(text) {
  const button = make('button', { type: 'button', class: 'copy' }, 'Copy');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(button.previousElementSibling);
      button.textContent = 'Selected';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });
  return button;
}
