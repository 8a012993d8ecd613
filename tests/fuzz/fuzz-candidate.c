/* Candidates: what is accepted is one short line, and hiding its addresses leaves one that is accepted, or nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "base/limits.h"
#include "peer/candidate.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *hidden = NULL;

  if (!hearth_candidate_check (text, NULL))
    return 0;

  g_assert_cmpuint (strlen (text), <=, HEARTH_LIMIT_CANDIDATE_BYTES);
  g_assert_null (strpbrk (text, "\r\n"));
  hidden = hearth_candidate_hide_addresses (text);
  if (hidden != NULL)
    g_assert_true (hearth_candidate_check (hidden, NULL));

  return 0;
}
