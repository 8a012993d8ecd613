/* Payloads of somebody with the link: what is accepted is written and read again as the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "protocol/payload.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (HearthPayload) payload = hearth_payload_parse ((const char *) data, size, NULL);
  g_autoptr (HearthPayload) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;

  if (payload == NULL)
    return 0;

  /* JSON escapes can make an accepted text longer than what is accepted; then there is nothing to compare. */
  text = hearth_payload_to_text (payload);
  again = hearth_payload_parse (text, strlen (text), NULL);
  if (again == NULL)
    {
      g_assert_cmpuint (strlen (text), >, size);
      return 0;
    }
  text_again = hearth_payload_to_text (again);
  g_assert_cmpstr (text, ==, text_again);

  return 0;
}
