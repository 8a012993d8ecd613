/* Control messages of somebody in the room: what is accepted is written and read again as the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fuzz.h"

#include <string.h>

#include "protocol/control-message.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (HearthControlMessage) message = hearth_control_message_parse ((const char *) data, size, NULL);
  g_autoptr (HearthControlMessage) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;

  if (message == NULL)
    return 0;

  text = hearth_control_message_to_text (message);
  again = hearth_control_message_parse (text, strlen (text), NULL);
  if (again == NULL)
    {
      g_assert_cmpuint (strlen (text), >, size);
      return 0;
    }
  text_again = hearth_control_message_to_text (again);
  g_assert_cmpstr (text, ==, text_again);

  return 0;
}
