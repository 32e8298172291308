// The chosen centre's knowledge, its rows and events, as signals: computed once for all panels.
import { computed } from "@preact/signals";
import * as state from "../app/state";
import { type Eyes, events as eventsOf, ledger as ledgerOf, record as recordOf } from "./known";

export const eyes = computed<Eyes>(() => ({ centre: state.centre.value, truth: state.truth.value }));
export const knowledge = computed(() => state.run.value?.knowledge(state.centre.value) ?? null);
export const ledger = computed(() => (state.run.value ? ledgerOf(state.run.value, eyes.value) : []));
export const events = computed(() => (state.run.value ? eventsOf(state.run.value, eyes.value) : []));
export const record = computed(() => (state.run.value ? recordOf(state.run.value, eyes.value) : []));
export const moments = computed(() => knowledge.value?.moments ?? []);
/** The chosen centre, and with it all others if the reader asked for them. */
export const centres_shown = computed<readonly string[]>(() => {
  const all = state.run.value?.page.centres.map((c) => c.id) ?? [];
  return state.all_centres.value ? all : all.filter((id) => id === state.centre.value);
});
export const about = computed(() => state.run.value?.page.about ?? null);
