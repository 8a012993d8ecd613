/* ICE candidates as text (RFC 8839 section 5.1): the check before libnice sees one of the peer's, and what we show of our own.
 *
 * Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthCandidate:
 * @mline: index of the media line
 * @text: "candidate:…", or "" for the end of candidates
 */
typedef struct
{
  guint mline;
  char *text;
} HearthCandidate;

HearthCandidate *hearth_candidate_new    (guint       mline,
                                          const char *text) G_GNUC_WARN_UNUSED_RESULT;

/** hearth_candidate_free: a #GDestroyNotify. */
void             hearth_candidate_free   (gpointer    self);

/**
 * hearth_candidate_check:
 * @candidate: "candidate:…" without "a="
 *
 * Accepts one host, srflx, prflx or relay candidate with a numeric address. Names are refused: ".local" ones (mDNS) need a
 * resolver that the platform does not always have, and any other would make us ask the DNS for what a stranger chose.
 *
 * Returns: %TRUE, or %FALSE with HEARTH_PEER_ERROR_DESCRIPTION
 */
gboolean         hearth_candidate_check  (const char  *candidate,
                                          GError     **error);

/**
 * hearth_candidate_hide_addresses:
 * @candidate: one of ours
 *
 * What may be shown when this computer's addresses may not: only relay candidates, without the address they are related to.
 *
 * Returns: (transfer full) (nullable): the text to send, or %NULL to send nothing
 */
char            *hearth_candidate_hide_addresses (const char *candidate) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
