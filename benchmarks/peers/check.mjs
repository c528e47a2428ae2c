// SPDX-License-Identifier: MIT
// What "may I?" costs with what people use in node, on the scenario of benchmarks/entitlements.cpp:
// 10,000 tenants, 3 editions of 24 features or 10 of 400, 65,536 random requests. See benchmarks/peers/run.
import {createMongoAbility} from '@casl/ability';
import {InMemoryProvider, OpenFeature} from '@openfeature/server-sdk';
import {newEnforcer, newModelFromString} from 'casbin';

const tenants = 10_000, requests = 65_536;

let seed = 7n;
function below(n) {
    seed = (seed * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number((seed >> 33n) % BigInt(n));
}

/// Nanoseconds an answer, the best of three, asking for at least 200 ms; `ask` says how many it asked.
async function measured(ask) {
    let best = Infinity;
    for (let round = 0; round < 3; ++round) {
        let asked = 0;
        const started = process.hrtime.bigint();
        let passed = 0n;
        do {
            asked += await ask();
            passed = process.hrtime.bigint() - started;
        } while (passed < 200_000_000n);
        best = Math.min(best, Number(passed) / asked);
    }
    return best;
}

async function scenario(editions, features) {
    const names = Array.from({length: features}, (_, f) => `feature_number_${f}`);
    const has = Array.from({length: editions}, () => names.map(() => below(3) !== 0));
    const editionOf = Array.from({length: tenants}, () => below(editions));
    const asked = Array.from({length: requests}, () => [below(tenants), below(features)]);
    const expected = asked.map(([t, f]) => has[editionOf[t]][f]);
    const rows = [];
    const add = async (whose, few, ask) => {
        for (let i = 0; i < 200; ++i)
            if ((await ask(...asked[i])) !== expected[i]) throw new Error(`${whose}: wrong at ${i}`);
        let next = 0;
        const sync = !(ask(...asked[0]) instanceof Promise);
        rows.push([whose, await measured(async () => {
            for (let i = 0; i < few; ++i, next = (next + 1) % requests) {
                if (sync) ask(...asked[next]);
                else await ask(...asked[next]);
            }
            return few;
        })]);
    };

    const sets = has.map(row => new Set(names.filter((_, f) => row[f])));
    await add('Set of strings', requests, (t, f) => sets[editionOf[t]].has(names[f]));

    const abilities = has.map(
        row => createMongoAbility(names.filter((_, f) => row[f]).map(n => ({action: 'use', subject: n}))));
    await add('CASL', requests, (t, f) => abilities[editionOf[t]].can('use', names[f]));

    const flags = Object.fromEntries(names.map((n, f) => [n, {
        disabled: false,
        variants: {on: true, off: false},
        defaultVariant: 'off',
        contextEvaluator: context => (has[context.edition][f] ? 'on' : 'off'),
    }]));
    await OpenFeature.setProviderAndWait(`of ${features}`, new InMemoryProvider(flags));
    const client = OpenFeature.getClient(`of ${features}`);
    await add('OpenFeature, in memory', 2_000,
              (t, f) => client.getBooleanValue(names[f], false, {edition: editionOf[t]}));

    const enforcer = await newEnforcer(newModelFromString(`
[request_definition]
r = sub, obj
[policy_definition]
p = sub, obj
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.sub == p.sub && r.obj == p.obj
`));
    for (let e = 0; e < editions; ++e)
        for (let f = 0; f < features; ++f)
            if (has[e][f]) await enforcer.addPolicy(`edition_${e}`, names[f]);
    await add('casbin', features > 100 ? 20 : 500,
              (t, f) => enforcer.enforce(`edition_${editionOf[t]}`, names[f]));
    return rows;
}

const grouped = n => n < 100 ? n.toFixed(1) : Math.round(n).toLocaleString('en-US');
const small = await scenario(3, 24), large = await scenario(10, 400);
console.log('may I? (node)             3 editions, 24 features   10 editions, 400 features');
small.forEach(([whose, ns], i) =>
    console.log(`${whose.padEnd(24)}  ${`${grouped(ns)} ns`.padStart(23)}   ${`${grouped(large[i][1])} ns`.padStart(25)}`));
