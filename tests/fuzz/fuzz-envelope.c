/* Envelopes from anybody: what is accepted is written and read again as the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "protocol/envelope.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (HearthEnvelope) envelope = hearth_envelope_parse ((const char *) data, size, NULL);
  g_autoptr (HearthEnvelope) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;

  if (envelope == NULL)
    return 0;

  text = hearth_envelope_to_text (envelope);
  again = hearth_envelope_parse (text, strlen (text), NULL);
  g_assert_nonnull (again);
  text_again = hearth_envelope_to_text (again);
  g_assert_cmpstr (text, ==, text_again);

  return 0;
}
