/* How a person appears to others: a cleaned name and a colour. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands for a colour of a later version. */
#define HEARTH_PROFILE_NEUTRAL_COLOUR "slate"

/**
 * hearth_profile_clean_name:
 * @name: any bytes
 *
 * Makes one line that cannot deceive or deform: valid UTF-8 in NFC; no control, format (bidirectional, zero-width), private,
 * unassigned or otherwise invisible characters; white space folded to single spaces; at most four marks on one letter; at most
 * HEARTH_LIMIT_NAME_BYTES, never cut between a letter and its marks. Idempotent. It may still be anything to read: show it with
 * markup off and isolated from the text around it.
 *
 * Returns: (transfer full) (nullable): %NULL if nothing is left
 */
char              *hearth_profile_clean_name    (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_profile_distinguish_name:
 * @name: cleaned
 * @others: (array zero-terminated=1): names that are taken, cleaned
 *
 * Two people whose names read the same, be it in other letters of the same kind or case (NFKC, case folded), are told apart by a number
 * behind the later one's: "Anna (2)". It keeps within HEARTH_LIMIT_NAME_BYTES. What only looks alike in another script is not found.
 *
 * Returns: (transfer full): @name, or @name with the first free number from 2 on
 */
char              *hearth_profile_distinguish_name (const char        *name,
                                                    const char *const *others) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_profile_fold_name:
 * @name: cleaned
 *
 * Returns: (transfer full): what two names have in common that read the same to people: letters of the same kind or case (NFKC, case folded),
 * with or without a number that tells them apart
 */
char              *hearth_profile_fold_name     (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_profile_random_name: Returns: (transfer full): a friendly name such as "Amber Otter". */
char              *hearth_profile_random_name   (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hearth_profile_get_colours:
 *
 * Returns: (transfer none) (array zero-terminated=1): the colour names of the GNOME palette that people choose from: "blue",
 * "teal", "green", "yellow", "orange", "red", "pink", "purple", "slate"
 */
const char *const *hearth_profile_get_colours   (void);

/** hearth_profile_is_colour: @colour: (nullable). Returns: whether it is one of them. */
gboolean           hearth_profile_is_colour     (const char *colour);

/** hearth_profile_random_colour: Returns: (transfer none): one of them. */
const char        *hearth_profile_random_colour (void);

G_END_DECLS
