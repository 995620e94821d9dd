extension ChatTemplate {
    /// The special tokens of ``standard``, which a tokenizer for it must have.
    public static let standardSpecialTokens = [
        SpecialToken.endOfText, "<|im_start|>", "<|im_end|>", "<tool_call>", "</tool_call>",
    ]

    /// The template of models that are trained here: ChatML, with tool calls as Hermes writes them.
    ///
    /// A turn is `<|im_start|>ROLE`, a line end, the text, `<|im_end|>`, a line end. A tool call is
    /// `<tool_call>`, a line with a JSON object of `name` and `arguments`, `</tool_call>`; what the tool said is a turn of
    /// the role `tool`. Where there are tools, the system's turn ends with a line of their names.
    public static let standard: ChatTemplate = {
        do {
            return try ChatTemplate(source: standardSource, name: "standard.jinja")
        } catch {
            // A test reads and renders it.
            preconditionFailure("the built-in template is no template: \(error)")
        }
    }()

    private static let standardSource = #"""
        {%- set names = tools | default([], true) | map(attribute='function.name') | join(' ') %}
        {%- if names and (not messages or messages[0].role != 'system') %}
            {{- '<|im_start|>system\ntools: ' + names + '<|im_end|>\n' }}
        {%- endif %}
        {%- for message in messages %}
            {{- '<|im_start|>' + message.role + '\n' }}
            {%- if message.role == 'assistant' %}
                {%- generation %}
                    {{- message.content or '' }}
                    {%- for tool_call in message.tool_calls %}
                        {%- set call = tool_call.function if tool_call.function is defined else tool_call %}
                        {{- '\n' if message.content or not loop.first else '' }}
                        {{- '<tool_call>\n{"name": ' + call.name | tojson + ', "arguments": ' }}
                        {{- call.arguments if call.arguments is string else call.arguments | tojson }}
                        {{- '}\n</tool_call>' }}
                    {%- endfor %}
                    {{- '<|im_end|>' }}
                {%- endgeneration %}
                {{- '\n' }}
            {%- else %}
                {{- message.content or '' }}
                {%- if names and loop.first and message.role == 'system' %}
                    {{- '\n' if message.content else '' }}
                    {{- 'tools: ' + names }}
                {%- endif %}
                {{- '<|im_end|>\n' }}
            {%- endif %}
        {%- endfor %}
        {%- if add_generation_prompt %}
            {{- '<|im_start|>assistant\n' }}
        {%- endif %}

        """#
}
