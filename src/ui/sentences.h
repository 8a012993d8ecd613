/* What the call controller says in codes, as translated sentences that say what to do. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/call.h"
#include "call/call-error.h"

G_BEGIN_DECLS

/** hearth_sentence_for_error: Returns: (transfer none): plain text, never empty, whatever the domain of @error. */
const char *hearth_sentence_for_error  (const GError     *error);

/**
 * hearth_sentence_for_notice:
 * @detail: (nullable): a name from another person or from the system
 *
 * Returns: (transfer full): plain text, not markup: @detail is as it came
 */
char       *hearth_sentence_for_notice (HearthCallNotice  notice,
                                        const char       *detail) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_sentence_for_deed: Returns: (transfer full) (nullable): who did what; %NULL where nobody wants to be told. */
char       *hearth_sentence_for_deed   (const HearthDeed *deed) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_sentence_isolate:
 * @name: of a person
 *
 * Returns: (transfer full): @name between U+2068 and U+2069 (UAX 9, 2.4), so that its direction changes nothing around it in a sentence
 */
char       *hearth_sentence_isolate    (const char       *name) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_sentence_for_tile: Returns: (transfer full) (nullable): what is wrong with how @participant is seen or heard here. */
char       *hearth_sentence_for_tile   (HearthParticipant *participant) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_sentence_for_duration: Returns: (transfer full): "4:07" or "1:04:07". @seconds: 0 or more. */
char       *hearth_sentence_for_duration (gint64          seconds) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_sentence_for_unsaved: Returns: (transfer none): why a picture was not saved. @error: of #G_IO_ERROR, or any other. */
const char *hearth_sentence_for_unsaved (const GError *error);

G_END_DECLS
