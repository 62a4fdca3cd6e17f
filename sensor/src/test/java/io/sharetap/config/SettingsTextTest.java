package io.sharetap.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema, the example and what is in force tell the same as is read. */
class SettingsTextTest {
    private final SettingsText text = new SettingsText();
    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text.schema(), InputFormat.JSON);

    @Test
    void describesEverySettingAndNothingElse() {
        assertEquals(new TreeSet<>(new SettingsCatalogue().byKey().keySet()), new TreeSet<>(described()));
    }

    private List<String> described() {
        List<String> keys = new ArrayList<>();
        text.described().forEach(keys::add);
        return keys;
    }

    /** To make both anew: {@code sharetap config --schema} and {@code --example}. */
    @Test
    void filesAreWhatTheProgramPrints() throws IOException {
        assertEquals(text.schema(), Files.readString(Path.of("../docs/formats/sharetap.schema.json")));
        assertEquals(text.example(), Files.readString(Path.of("../config/sharetap.yaml")));
    }

    @Test
    void takesTheExampleWithAllSettingsSaid() throws IOException {
        String said = text.example().replaceAll("(?m)^#(?=\\S)", "");
        assertValid(said);
        SensorConfig config = read(said);
        assertEquals(read("").limits(), config.limits());
        assertEquals(read("").history(), config.history());
        assertEquals(read("").http(), config.http());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smb-ports: [4450, 8445]\nhashes: [md5, sha1]\ncritical-assets: [10.0.0.0/24, 'dc1']\n",
                "smb-ports: 4450\nhashes: md5\nworkers: 3\nlimits:\n  answer: 5s\n  content-bytes-max: 64m\n",
                "limits.content-bytes-max: 4096\nhistory:\n  executable:\n    floor: 5\n",
                "http: off\nprogress: true\nscore:\n  weights:\n    executed: 50\nhistory.executable.floor: 5\n"
            })
    void editorsAndTheProgramTakeTheSame(String yaml) throws IOException {
        assertValid(yaml);
        read(yaml);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "formet: json\n",
                "format: jsn\n",
                "limits:\n  answer: 5 min\n",
                "limits:\n  connection-max: 5\n",
                "workers: 65\n",
                "hashes: [sha256]\n",
                "smb-ports: [65536]\n",
                "activation: 36h\n",
                "limits: 5\n",
                "http: localhost\n"
            })
    void editorsAndTheProgramRefuseTheSame(String yaml) throws IOException {
        assertFalse(schema.validate(yaml, InputFormat.YAML).isEmpty(), yaml);
        GivenSettings given = new GivenSettings(new SettingsCatalogue());
        SettingsFile.addTo(given, new StringReader(yaml), "settings.yaml");
        assertThrows(WrongSetting.class, () -> SensorConfig.of(given));
    }

    @Test
    void whatIsInForceCanBeASettingsFileAgain() throws IOException {
        List<SensorConfig.Option> options = List.of(
                new SensorConfig.Option("critical-assets", "2001:db8::5,dc1", "option --set"),
                new SensorConfig.Option("spool", "/tmp/it's: a #\"folder\"\n", "option --set"),
                new SensorConfig.Option("extract", "null", "option --set"),
                new SensorConfig.Option("http-token", "secret words", "option --set"));
        SensorConfig config = SensorConfig.of(options, Map.of(), null);
        String printed = SettingsText.inForce(config.inForce());
        assertFalse(printed.contains("secret words"), printed);
        assertTrue(printed.contains("# http-token is set, and not shown"), printed);
        assertValid(printed);
        SensorConfig again = read(printed);
        for (int i = 0; i < config.inForce().size(); i++) {
            SensorConfig.InForce setting = config.inForce().get(i);
            if (!setting.secret()) {
                assertEquals(setting.text(), again.inForce().get(i).text(), setting.key());
            }
        }
    }

    private static SensorConfig read(String yaml) throws IOException {
        GivenSettings given = new GivenSettings(new SettingsCatalogue());
        SettingsFile.addTo(given, new StringReader(yaml), "settings.yaml");
        return SensorConfig.of(given);
    }

    private void assertValid(String yaml) {
        assertEquals(List.of(), schema.validate(yaml, InputFormat.YAML), yaml);
    }
}
